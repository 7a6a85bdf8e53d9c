-- Until it is sent a payout can become less.
CREATE OR REPLACE FUNCTION payouts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (NEW.amount_fen <> OLD.amount_fen AND (OLD.status <> 'ready' OR NEW.status <> 'ready' OR NEW.amount_fen > OLD.amount_fen))
		OR NEW.person_id <> OLD.person_id OR NEW.attempt <> OLD.attempt
		OR NEW.offset_id IS DISTINCT FROM OLD.offset_id OR NEW.correction_line_id IS DISTINCT FROM OLD.correction_line_id
		OR (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id)
		OR (OLD.paid_on IS NOT NULL AND NEW.paid_on IS DISTINCT FROM OLD.paid_on)
		OR (OLD.status IN ('returned', 'dropped') AND NEW.status <> OLD.status) THEN
		RAISE EXCEPTION 'payouts: what it pays and to whom is never changed';
	END IF;
	RETURN NEW;
END $$;
