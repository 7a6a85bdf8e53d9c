-- Legs are written before the entry that seals them, so the reference is checked at commit: no leg without its entry.
-- (drizzle cannot say "deferrable", and SQLite cannot add a constraint to a table, so the empty table is made again.)
DROP TABLE `ledger_legs`;
--> statement-breakpoint
CREATE TABLE `ledger_legs` (
	`entry_id` text NOT NULL REFERENCES `ledger_entries`(`id`) DEFERRABLE INITIALLY DEFERRED,
	`seq` integer NOT NULL,
	`account` text NOT NULL,
	`person_id` text,
	`lease_id` text,
	`amount_fen` integer NOT NULL,
	PRIMARY KEY(`entry_id`, `seq`),
	CONSTRAINT "ledger_legs_not_zero" CHECK(amount_fen <> 0)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `ledger_legs_by_account` ON `ledger_legs` (`account`,`person_id`);
--> statement-breakpoint
CREATE TRIGGER `ledger_entries_balance` BEFORE INSERT ON `ledger_entries` BEGIN
	SELECT RAISE(ABORT, 'ledger: an entry needs two or more legs that sum to zero')
	WHERE (SELECT count(*) < 2 OR sum(amount_fen) <> 0 FROM ledger_legs WHERE entry_id = NEW.id);
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_legs_sealed` BEFORE INSERT ON `ledger_legs` BEGIN
	SELECT RAISE(ABORT, 'ledger: the entry is sealed')
	WHERE EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.entry_id);
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_entries_no_update` BEFORE UPDATE ON `ledger_entries` BEGIN
	SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_entries_no_delete` BEFORE DELETE ON `ledger_entries` BEGIN
	SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_legs_no_update` BEFORE UPDATE ON `ledger_legs` BEGIN
	SELECT RAISE(ABORT, 'ledger_legs is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_legs_no_delete` BEFORE DELETE ON `ledger_legs` BEGIN
	SELECT RAISE(ABORT, 'ledger_legs is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_no_update` BEFORE UPDATE ON `audit_log` BEGIN
	SELECT RAISE(ABORT, 'audit_log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_no_delete` BEFORE DELETE ON `audit_log` BEGIN
	SELECT RAISE(ABORT, 'audit_log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `round_files_no_update` BEFORE UPDATE ON `round_files` BEGIN
	SELECT RAISE(ABORT, 'round_files is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `round_files_no_delete` BEFORE DELETE ON `round_files` BEGIN
	SELECT RAISE(ABORT, 'round_files is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `draw_results_no_update` BEFORE UPDATE ON `draw_results` BEGIN
	SELECT RAISE(ABORT, 'draw_results is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `draw_results_no_delete` BEFORE DELETE ON `draw_results` BEGIN
	SELECT RAISE(ABORT, 'draw_results is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `draw_reaches_no_update` BEFORE UPDATE ON `draw_reaches` BEGIN
	SELECT RAISE(ABORT, 'draw_reaches is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `draw_reaches_no_delete` BEFORE DELETE ON `draw_reaches` BEGIN
	SELECT RAISE(ABORT, 'draw_reaches is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `exchange_moves_no_update` BEFORE UPDATE ON `exchange_moves` BEGIN
	SELECT RAISE(ABORT, 'exchange_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `exchange_moves_no_delete` BEFORE DELETE ON `exchange_moves` BEGIN
	SELECT RAISE(ABORT, 'exchange_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `wait_events_no_update` BEFORE UPDATE ON `wait_events` BEGIN
	SELECT RAISE(ABORT, 'wait_events is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `wait_events_no_delete` BEFORE DELETE ON `wait_events` BEGIN
	SELECT RAISE(ABORT, 'wait_events is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `draws_no_delete` BEFORE DELETE ON `draws` BEGIN
	SELECT RAISE(ABORT, 'draws is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_proposals_no_update` BEFORE UPDATE ON `ledger_proposals` BEGIN
	SELECT RAISE(ABORT, 'ledger_proposals is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_proposals_no_delete` BEFORE DELETE ON `ledger_proposals` BEGIN
	SELECT RAISE(ABORT, 'ledger_proposals is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_decisions_no_update` BEFORE UPDATE ON `ledger_decisions` BEGIN
	SELECT RAISE(ABORT, 'ledger_decisions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_decisions_no_delete` BEFORE DELETE ON `ledger_decisions` BEGIN
	SELECT RAISE(ABORT, 'ledger_decisions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `credit_moves_no_update` BEFORE UPDATE ON `credit_moves` BEGIN
	SELECT RAISE(ABORT, 'credit_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `credit_moves_no_delete` BEFORE DELETE ON `credit_moves` BEGIN
	SELECT RAISE(ABORT, 'credit_moves is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `online_events_no_update` BEFORE UPDATE ON `online_events` BEGIN
	SELECT RAISE(ABORT, 'online_events is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `online_events_no_delete` BEFORE DELETE ON `online_events` BEGIN
	SELECT RAISE(ABORT, 'online_events is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_decisions_four_eyes` BEFORE INSERT ON `ledger_decisions` BEGIN
	SELECT RAISE(ABORT, 'ledger: nobody decides what they made')
	WHERE EXISTS (SELECT 1 FROM ledger_proposals WHERE id = NEW.proposal_id AND made_by = NEW.decided_by);
END;
