package discordsim

import (
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// stamp is an instant as Discord writes it.
type stamp struct{ time.Time }

// MarshalJSON writes microseconds and a numeric offset.
func (t stamp) MarshalJSON() ([]byte, error) { return []byte(`"` + t.String() + `"`), nil }

// String is the instant without quotes.
func (t stamp) String() string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

// userObject is a user in Discord's JSON.
type userObject struct {
	ID            ID      `json:"id"`
	Username      string  `json:"username"`
	Discriminator string  `json:"discriminator"`
	GlobalName    *string `json:"global_name"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitzero"`
	PublicFlags   int     `json:"public_flags"`
	Flags         int     `json:"flags"`
	Banner        *string `json:"banner"`
	AccentColor   *int    `json:"accent_color"` //nolint:misspell // Discord's word
	PrimaryGuild  *string `json:"primary_guild"`
}

// selfObject is the bot's own account, in READY and /users/@me.
type selfObject struct {
	userObject
	Verified   bool    `json:"verified"`
	MFAEnabled bool    `json:"mfa_enabled"`
	Locale     string  `json:"locale"`
	Email      *string `json:"email"`
}

// memberObject is a member of a server in Discord's JSON.
type memberObject struct {
	User          *userObject `json:"user,omitzero"`
	Nick          *string     `json:"nick"`
	Avatar        *string     `json:"avatar"`
	Banner        *string     `json:"banner"`
	Roles         []ID        `json:"roles"`
	JoinedAt      stamp       `json:"joined_at"`
	PremiumSince  *stamp      `json:"premium_since"`
	Deaf          bool        `json:"deaf"`
	Mute          bool        `json:"mute"`
	Flags         int         `json:"flags"`
	Pending       bool        `json:"pending"`
	TimedOutUntil *stamp      `json:"communication_disabled_until"`
	Permissions   Permissions `json:"permissions,omitzero"` // in interactions only
}

// roleObject is a role in Discord's JSON.
type roleObject struct {
	ID           ID          `json:"id"`
	Name         string      `json:"name"`
	Description  *string     `json:"description"`
	Permissions  Permissions `json:"permissions"`
	Position     int         `json:"position"`
	Colour       int         `json:"color"`  //nolint:misspell // Discord's word
	Colours      roleColours `json:"colors"` //nolint:misspell // Discord's word
	Hoist        bool        `json:"hoist"`
	Managed      bool        `json:"managed"`
	Mentionable  bool        `json:"mentionable"`
	Icon         *string     `json:"icon"`
	UnicodeEmoji *string     `json:"unicode_emoji"`
	Flags        int         `json:"flags"`
	Tags         *roleTags   `json:"tags,omitzero"`
}

type roleColours struct {
	Primary   int  `json:"primary_color"`   //nolint:misspell // Discord's word
	Secondary *int `json:"secondary_color"` //nolint:misspell // Discord's word
	Tertiary  *int `json:"tertiary_color"`  //nolint:misspell // Discord's word
}

type roleTags struct {
	BotID ID `json:"bot_id,omitzero"`
}

// channelObject is a channel in Discord's JSON.
type channelObject struct {
	ID               ID           `json:"id"`
	Type             ChannelType  `json:"type"`
	GuildID          ID           `json:"guild_id,omitzero"`
	Name             *string      `json:"name,omitzero"`
	Topic            *string      `json:"topic,omitzero"`
	Position         int          `json:"position"`
	ParentID         *ID          `json:"parent_id"`
	NSFW             bool         `json:"nsfw"`
	RateLimitPerUser int          `json:"rate_limit_per_user"`
	Overwrites       []Overwrite  `json:"permission_overwrites"`
	LastMessageID    *ID          `json:"last_message_id"`
	Flags            int          `json:"flags"`
	Recipients       []userObject `json:"recipients,omitempty"`
	Permissions      Permissions  `json:"permissions,omitzero"` // in interactions only
}

// guildObject is a server in Discord's JSON; the members from JoinedAt on
// stand in GUILD_CREATE only.
type guildObject struct {
	ID                          ID             `json:"id"`
	Name                        string         `json:"name"`
	Icon                        *string        `json:"icon"`
	Splash                      *string        `json:"splash"`
	DiscoverySplash             *string        `json:"discovery_splash"`
	Description                 *string        `json:"description"`
	Banner                      *string        `json:"banner"`
	HomeHeader                  *string        `json:"home_header"`
	OwnerID                     ID             `json:"owner_id"`
	Region                      string         `json:"region"`
	AFKChannelID                *ID            `json:"afk_channel_id"`
	AFKTimeout                  int            `json:"afk_timeout"`
	SystemChannelID             *ID            `json:"system_channel_id"`
	SystemChannelFlags          int            `json:"system_channel_flags"`
	WidgetEnabled               bool           `json:"widget_enabled"`
	WidgetChannelID             *ID            `json:"widget_channel_id"`
	VerificationLevel           int            `json:"verification_level"`
	Roles                       []roleObject   `json:"roles"`
	DefaultMessageNotifications int            `json:"default_message_notifications"`
	MFALevel                    int            `json:"mfa_level"`
	ExplicitContentFilter       int            `json:"explicit_content_filter"`
	MaxPresences                *int           `json:"max_presences"`
	MaxMembers                  int            `json:"max_members"`
	MaxStageVideoChannelUsers   int            `json:"max_stage_video_channel_users"`
	MaxVideoChannelUsers        int            `json:"max_video_channel_users"`
	VanityURLCode               *string        `json:"vanity_url_code"`
	PremiumTier                 int            `json:"premium_tier"`
	PremiumSubscriptionCount    int            `json:"premium_subscription_count"`
	PreferredLocale             string         `json:"preferred_locale"`
	RulesChannelID              *ID            `json:"rules_channel_id"`
	SafetyAlertsChannelID       *ID            `json:"safety_alerts_channel_id"`
	PublicUpdatesChannelID      *ID            `json:"public_updates_channel_id"`
	HubType                     *int           `json:"hub_type"`
	PremiumProgressBarEnabled   bool           `json:"premium_progress_bar_enabled"`
	ApplicationID               *ID            `json:"application_id"`
	NSFW                        bool           `json:"nsfw"`
	NSFWLevel                   int            `json:"nsfw_level"`
	Emojis                      []struct{}     `json:"emojis"`
	Stickers                    []struct{}     `json:"stickers"`
	Features                    []string       `json:"features"`
	IncidentsData               *struct{}      `json:"incidents_data"`
	JoinedAt                    *stamp         `json:"joined_at,omitzero"`
	Large                       *bool          `json:"large,omitzero"`
	Unavailable                 *bool          `json:"unavailable,omitzero"`
	MemberCount                 int            `json:"member_count,omitzero"`
	Members                     []memberObject `json:"members,omitzero"`
	Channels                    []any          `json:"channels,omitzero"`
	Threads                     []struct{}     `json:"threads,omitzero"`
	VoiceStates                 []struct{}     `json:"voice_states,omitzero"`
	Presences                   []struct{}     `json:"presences,omitzero"`
	StageInstances              []struct{}     `json:"stage_instances,omitzero"`
	ScheduledEvents             []struct{}     `json:"guild_scheduled_events,omitzero"`
	SoundboardSounds            []struct{}     `json:"soundboard_sounds,omitzero"`
}

// unavailable is a server of which only the ID can be told.
type unavailable struct {
	ID          ID   `json:"id"`
	Unavailable bool `json:"unavailable"`
}

// encode writes v as JSON. What this package encodes always can be.
func encode(v any) jsontext.Value {
	b, err := json.Marshal(v, jsontext.EscapeForHTML(false), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		panic("discordsim: " + err.Error())
	}
	return b
}
