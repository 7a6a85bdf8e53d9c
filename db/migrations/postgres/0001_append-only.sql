-- Legs are written before the entry that seals them, so the reference is checked at commit: no leg without its entry.
ALTER TABLE "ledger_legs" ADD CONSTRAINT "ledger_legs_entry" FOREIGN KEY ("entry_id")
	REFERENCES "ledger_entries"("id") DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
CREATE FUNCTION ledger_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (SELECT count(*) < 2 OR sum(amount_fen) <> 0 FROM ledger_legs WHERE entry_id = NEW.id) THEN
		RAISE EXCEPTION 'ledger: an entry needs two or more legs that sum to zero';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION ledger_refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.entry_id) THEN
		RAISE EXCEPTION 'ledger: the entry is sealed';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_balance BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_check_balance();
--> statement-breakpoint
CREATE TRIGGER ledger_legs_sealed BEFORE INSERT ON ledger_legs FOR EACH ROW EXECUTE FUNCTION ledger_refuse_sealed();
--> statement-breakpoint
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_legs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_legs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER round_files_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON round_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER draw_results_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON draw_results FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER draw_reaches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON draw_reaches FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER exchange_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER wait_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wait_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER draws_append_only BEFORE DELETE OR TRUNCATE ON draws FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_proposals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_proposals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credit_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER online_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON online_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION ledger_refuse_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM ledger_proposals WHERE id = NEW.proposal_id AND made_by = NEW.decided_by) THEN
		RAISE EXCEPTION 'ledger: nobody decides what they made';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_decisions_four_eyes BEFORE INSERT ON ledger_decisions FOR EACH ROW EXECUTE FUNCTION ledger_refuse_own();
