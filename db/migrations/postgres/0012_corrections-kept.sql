-- What was posted is history: a later correction stands beside it. A draft may be written anew.
CREATE FUNCTION keep_correction_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.sequence > 0 THEN
		RAISE EXCEPTION 'correction_lines: a posted line is never changed or deleted';
	END IF;
	IF TG_OP = 'DELETE' THEN
		RETURN OLD;
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER correction_lines_kept BEFORE UPDATE OR DELETE ON correction_lines FOR EACH ROW EXECUTE FUNCTION keep_correction_line();
--> statement-breakpoint
CREATE FUNCTION keep_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		RAISE EXCEPTION 'corrections: a draft is discarded, not deleted';
	END IF;
	IF OLD.status <> 'draft' THEN
		RAISE EXCEPTION 'corrections: what was decided is never changed';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER corrections_kept BEFORE UPDATE OR DELETE ON corrections FOR EACH ROW EXECUTE FUNCTION keep_correction();
