-- Invented people, as the program of this version stored them.
INSERT INTO casefiles (id, casebook, slug, name, visibility, version, digest, doc, changed)
VALUES (1, 1, 'azar-sampleh', 'Azar Sampleh', 'public', 1, x'1009174af9e4d59fa04b9c3af396518834359a92890413544da490b7cc373ca0',
	'{"slug":"azar-sampleh","visibility":"public","person":{"name":"Azar Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","sources":["s"]},"people":[{"name":"Babak Sampleh","casefile":"babak-sampleh","sources":["s"]}],"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	1760000000000);
INSERT INTO casefiles (id, casebook, slug, name, visibility, version, digest, doc, changed)
VALUES (2, 1, 'babak-sampleh', 'Babak Sampleh', 'public', 1, x'e3ca6ca34dd461d994a335b3d3b4bfa9603bcd82983307e3942e4e53dba044a1',
	'{"slug":"babak-sampleh","visibility":"public","person":{"name":"Babak Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","sources":["s"]},"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	1760000000000);
INSERT INTO casefiles (id, casebook, slug, name, visibility, version, digest, doc, changed)
VALUES (3, 1, 'cyrus-sampleh', 'Cyrus Sampleh', 'draft', 2, x'd371a427d819e4d6d92ebbcd43d178b125213c16933715b8d5bcc82a3e47d134',
	'{"slug":"cyrus-sampleh","visibility":"draft","person":{"name":"Cyrus Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","text":"moved","sources":["s"]},"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	1760000000000);
INSERT INTO revisions (casefile, version, visibility, digest, doc, author, why, at)
VALUES (1, 1, 'public', x'1009174af9e4d59fa04b9c3af396518834359a92890413544da490b7cc373ca0',
	'{"slug":"azar-sampleh","visibility":"public","person":{"name":"Azar Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","sources":["s"]},"people":[{"name":"Babak Sampleh","casefile":"babak-sampleh","sources":["s"]}],"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	'terminal', '', 1760000000000);
INSERT INTO revisions (casefile, version, visibility, digest, doc, author, why, at)
VALUES (2, 1, 'public', x'e3ca6ca34dd461d994a335b3d3b4bfa9603bcd82983307e3942e4e53dba044a1',
	'{"slug":"babak-sampleh","visibility":"public","person":{"name":"Babak Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","sources":["s"]},"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	'terminal', '', 1760000000000);
INSERT INTO revisions (casefile, version, visibility, digest, doc, author, why, at)
VALUES (3, 1, 'draft', x'76a7451ed45c0a2a582061f975bb512417e4b2798c671041e6b55063aa73bec1',
	'{"slug":"cyrus-sampleh","visibility":"draft","person":{"name":"Cyrus Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","sources":["s"]},"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	'terminal', '', 1760000000000);
INSERT INTO revisions (casefile, version, visibility, digest, doc, author, why, at)
VALUES (3, 2, 'draft', x'd371a427d819e4d6d92ebbcd43d178b125213c16933715b8d5bcc82a3e47d134',
	'{"slug":"cyrus-sampleh","visibility":"draft","person":{"name":"Cyrus Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","text":"moved","sources":["s"]},"sources":[{"id":"s","publisher":"Invented Wire"}]}',
	'terminal', '', 1760000000000);
INSERT INTO links (casebook, target, casefile) VALUES (1, 'babak-sampleh', 1);
-- The projections of that time are of another shape than today's, and are made anew.
INSERT INTO public_casefiles VALUES (2, 1, 'babak-sampleh', 'Babak Sampleh', '', 'XX', 'detained', '', 'babak sampleh',
	'{"slug":"babak-sampleh","visibility":"public","person":{"name":"Babak Sampleh","sources":["s"]},"country":"XX","status":{"code":"detained","sources":["s"]},"sources":[{"id":"s","publisher":"Invented Wire"}]}', 1760000000000);
INSERT INTO public_names VALUES (2, 0, 'Babak Sampleh', '', '');
INSERT INTO public_text VALUES (2, 'babak sampleh', 'former words');
INSERT INTO public_fts (docid, names, body) VALUES (2, 'babak sampleh', 'former words');
UPDATE public_state SET seq = 7;
