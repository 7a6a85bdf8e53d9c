-- What is written here once is never changed: the books can be followed back from any figure.
CREATE TRIGGER `bill_lines_no_update` BEFORE UPDATE ON `bill_lines` BEGIN
	SELECT RAISE(ABORT, 'bill_lines is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `bill_lines_no_delete` BEFORE DELETE ON `bill_lines` BEGIN
	SELECT RAISE(ABORT, 'bill_lines is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `meter_readings_no_update` BEFORE UPDATE ON `meter_readings` BEGIN
	SELECT RAISE(ABORT, 'meter_readings is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `meter_readings_no_delete` BEFORE DELETE ON `meter_readings` BEGIN
	SELECT RAISE(ABORT, 'meter_readings is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `scheme_versions_no_update` BEFORE UPDATE ON `scheme_versions` BEGIN
	SELECT RAISE(ABORT, 'scheme_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `scheme_versions_no_delete` BEFORE DELETE ON `scheme_versions` BEGIN
	SELECT RAISE(ABORT, 'scheme_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `clawback_moves_no_update` BEFORE UPDATE ON `clawback_moves` BEGIN
	SELECT RAISE(ABORT, 'clawback_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `clawback_moves_no_delete` BEFORE DELETE ON `clawback_moves` BEGIN
	SELECT RAISE(ABORT, 'clawback_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `budget_moves_no_update` BEFORE UPDATE ON `budget_moves` BEGIN
	SELECT RAISE(ABORT, 'budget_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `budget_moves_no_delete` BEFORE DELETE ON `budget_moves` BEGIN
	SELECT RAISE(ABORT, 'budget_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `register_facts_no_update` BEFORE UPDATE ON `register_facts` BEGIN
	SELECT RAISE(ABORT, 'register_facts is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `register_facts_no_delete` BEFORE DELETE ON `register_facts` BEGIN
	SELECT RAISE(ABORT, 'register_facts is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_entries_period_open` BEFORE INSERT ON `ledger_entries` BEGIN
	SELECT RAISE(ABORT, 'ledger: the month is closed')
	WHERE EXISTS (SELECT 1 FROM periods WHERE month = NEW.month AND status = 'closed');
END;
--> statement-breakpoint
CREATE TRIGGER `periods_reopened_once` BEFORE UPDATE ON `periods` BEGIN
	SELECT RAISE(ABORT, 'periods: a month is reopened once, with a reason')
	WHERE NEW.month <> OLD.month
		OR (OLD.reopened_at IS NOT NULL AND (NEW.reopened_at IS NOT OLD.reopened_at OR NEW.status = 'open' AND OLD.status = 'closed'))
		OR (NEW.status = 'open' AND OLD.status = 'closed' AND (NEW.reopened_at IS NULL OR coalesce(NEW.reopen_reason, '') = ''));
END;
--> statement-breakpoint
CREATE TRIGGER `periods_no_delete` BEFORE DELETE ON `periods` BEGIN
	SELECT RAISE(ABORT, 'periods: a closed month is reopened, not forgotten');
END;
