-- What public finance paid is written once; a payout keeps what it is for and how much.
CREATE TRIGGER fundings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fundings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION payouts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.amount_fen <> OLD.amount_fen OR NEW.person_id <> OLD.person_id OR NEW.attempt <> OLD.attempt
		OR NEW.offset_id IS DISTINCT FROM OLD.offset_id OR NEW.correction_line_id IS DISTINCT FROM OLD.correction_line_id
		OR (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id)
		OR (OLD.paid_on IS NOT NULL AND NEW.paid_on IS DISTINCT FROM OLD.paid_on)
		OR (OLD.status = 'returned' AND NEW.status <> 'returned') THEN
		RAISE EXCEPTION 'payouts: what it pays and to whom is never changed';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payouts_keep_what_they_pay BEFORE UPDATE ON payouts FOR EACH ROW EXECUTE FUNCTION payouts_refuse_change();
--> statement-breakpoint
CREATE TRIGGER payouts_kept BEFORE DELETE OR TRUNCATE ON payouts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
