-- What was posted is history: a later correction stands beside it. A draft may be written anew.
CREATE TRIGGER `correction_lines_no_update` BEFORE UPDATE ON `correction_lines` BEGIN
	SELECT RAISE(ABORT, 'correction_lines: a posted line is never changed') WHERE OLD.sequence > 0;
END;
--> statement-breakpoint
CREATE TRIGGER `correction_lines_no_delete` BEFORE DELETE ON `correction_lines` BEGIN
	SELECT RAISE(ABORT, 'correction_lines: a posted line is never deleted') WHERE OLD.sequence > 0;
END;
--> statement-breakpoint
CREATE TRIGGER `corrections_decided_once` BEFORE UPDATE ON `corrections` BEGIN
	SELECT RAISE(ABORT, 'corrections: what was decided is never changed') WHERE OLD.status <> 'draft';
END;
--> statement-breakpoint
CREATE TRIGGER `corrections_no_delete` BEFORE DELETE ON `corrections` BEGIN
	SELECT RAISE(ABORT, 'corrections: a draft is discarded, not deleted');
END;
