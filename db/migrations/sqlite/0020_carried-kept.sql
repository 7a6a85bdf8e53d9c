CREATE TRIGGER `carried_moves_no_update` BEFORE UPDATE ON `carried_moves` BEGIN
	SELECT RAISE(ABORT, 'carried_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `carried_moves_no_delete` BEFORE DELETE ON `carried_moves` BEGIN
	SELECT RAISE(ABORT, 'carried_moves is append-only');
END;
