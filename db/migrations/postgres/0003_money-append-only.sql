-- What is written here once is never changed: the books can be followed back from any figure.
CREATE TRIGGER bill_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bill_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER meter_readings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meter_readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER scheme_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scheme_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER clawback_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clawback_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER budget_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER register_facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION ledger_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM periods WHERE month = NEW.month AND status = 'closed') THEN
		RAISE EXCEPTION 'ledger: the month is closed';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_period_open BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_refuse_closed();
--> statement-breakpoint
CREATE FUNCTION periods_refuse_second_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.month <> OLD.month
		OR (OLD.reopened_at IS NOT NULL AND (NEW.reopened_at IS DISTINCT FROM OLD.reopened_at OR (NEW.status = 'open' AND OLD.status = 'closed')))
		OR (NEW.status = 'open' AND OLD.status = 'closed' AND (NEW.reopened_at IS NULL OR coalesce(NEW.reopen_reason, '') = '')) THEN
		RAISE EXCEPTION 'periods: a month is reopened once, with a reason';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER periods_reopened_once BEFORE UPDATE ON periods FOR EACH ROW EXECUTE FUNCTION periods_refuse_second_opening();
--> statement-breakpoint
CREATE TRIGGER periods_kept BEFORE DELETE OR TRUNCATE ON periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
