-- credit_moves was written anew for its check, which took its triggers with it.
CREATE TRIGGER `credit_moves_no_update` BEFORE UPDATE ON `credit_moves` BEGIN
	SELECT RAISE(ABORT, 'credit_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `credit_moves_no_delete` BEFORE DELETE ON `credit_moves` BEGIN
	SELECT RAISE(ABORT, 'credit_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `meter_charges_no_update` BEFORE UPDATE ON `meter_charges` BEGIN
	SELECT RAISE(ABORT, 'meter_charges is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `meter_charges_no_delete` BEFORE DELETE ON `meter_charges` BEGIN
	SELECT RAISE(ABORT, 'meter_charges is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `deposit_returns_no_update` BEFORE UPDATE ON `deposit_returns` BEGIN
	SELECT RAISE(ABORT, 'deposit_returns is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `deposit_returns_no_delete` BEFORE DELETE ON `deposit_returns` BEGIN
	SELECT RAISE(ABORT, 'deposit_returns is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `rent_changes_kept` BEFORE UPDATE ON `rent_changes` BEGIN
	SELECT RAISE(ABORT, 'rent_changes: what was announced is withdrawn once and never changed')
	WHERE OLD.withdrawn_at IS NOT NULL OR NEW.lease_id <> OLD.lease_id OR NEW.from_on <> OLD.from_on
		OR NEW.rent_fen <> OLD.rent_fen OR NEW.reason <> OLD.reason;
END;
--> statement-breakpoint
CREATE TRIGGER `rent_changes_no_delete` BEFORE DELETE ON `rent_changes` BEGIN
	SELECT RAISE(ABORT, 'rent_changes: what was announced is withdrawn, not forgotten');
END;
