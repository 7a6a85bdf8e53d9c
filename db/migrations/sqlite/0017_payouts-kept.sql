-- The tables were made anew, and their triggers with them; until it is sent a payout can become less.
CREATE TRIGGER `fundings_no_update` BEFORE UPDATE ON `fundings` BEGIN
	SELECT RAISE(ABORT, 'fundings is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `fundings_no_delete` BEFORE DELETE ON `fundings` BEGIN
	SELECT RAISE(ABORT, 'fundings is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `payouts_keep_what_they_pay` BEFORE UPDATE ON `payouts` BEGIN
	SELECT RAISE(ABORT, 'payouts: what it pays and to whom is never changed')
	WHERE (NEW.amount_fen <> OLD.amount_fen AND (OLD.status <> 'ready' OR NEW.status <> 'ready' OR NEW.amount_fen > OLD.amount_fen))
		OR NEW.person_id <> OLD.person_id OR NEW.attempt <> OLD.attempt
		OR NEW.offset_id IS NOT OLD.offset_id OR NEW.correction_line_id IS NOT OLD.correction_line_id
		OR (OLD.file_id IS NOT NULL AND NEW.file_id IS NOT OLD.file_id)
		OR (OLD.paid_on IS NOT NULL AND NEW.paid_on IS NOT OLD.paid_on)
		OR (OLD.status IN ('returned', 'dropped') AND NEW.status <> OLD.status);
END;
--> statement-breakpoint
CREATE TRIGGER `payouts_no_delete` BEFORE DELETE ON `payouts` BEGIN
	SELECT RAISE(ABORT, 'payouts: none is ever taken away');
END;
