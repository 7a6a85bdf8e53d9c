CREATE TRIGGER meter_charges_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meter_charges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER deposit_returns_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON deposit_returns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION keep_rent_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		RAISE EXCEPTION 'rent_changes: what was announced is withdrawn, not forgotten';
	END IF;
	IF OLD.withdrawn_at IS NOT NULL OR NEW.lease_id <> OLD.lease_id OR NEW.from_on <> OLD.from_on
		OR NEW.rent_fen <> OLD.rent_fen OR NEW.reason <> OLD.reason THEN
		RAISE EXCEPTION 'rent_changes: what was announced is withdrawn once and never changed';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rent_changes_kept BEFORE UPDATE OR DELETE ON rent_changes FOR EACH ROW EXECUTE FUNCTION keep_rent_change();
