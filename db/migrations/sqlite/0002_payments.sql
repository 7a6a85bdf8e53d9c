CREATE TABLE `bank_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`format` text NOT NULL,
	`encoding` text,
	`rows` integer NOT NULL,
	`status` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_imports_one_per_file` ON `bank_imports` (`file_hash`) WHERE status <> 'discarded';--> statement-breakpoint
CREATE INDEX `bank_imports_by_time` ON `bank_imports` (`made_at`);--> statement-breakpoint
CREATE TABLE `bank_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`transaction_no` text NOT NULL,
	`paid_on` text,
	`amount_fen` integer,
	`payer_name` text NOT NULL,
	`note` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`reason_values` text NOT NULL,
	`bill_id` text,
	`payment_id` text,
	`settled_by` text,
	`settled_at` integer,
	FOREIGN KEY (`import_id`) REFERENCES `bank_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_rows_one_per_line` ON `bank_rows` (`import_id`,`line`);--> statement-breakpoint
CREATE UNIQUE INDEX `bank_rows_taken_once` ON `bank_rows` (`transaction_no`) WHERE state in ('posted', 'waiting', 'dismissed');--> statement-breakpoint
CREATE INDEX `bank_rows_by_state` ON `bank_rows` (`state`);--> statement-breakpoint
CREATE TABLE `credit_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`payment_id` text,
	`bill_id` text,
	`refund_id` text,
	`moved_on` text NOT NULL,
	`moved_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refund_id`) REFERENCES `refunds`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_moves_not_zero" CHECK(amount_fen <> 0),
	CONSTRAINT "credit_moves_sign" CHECK((kind in ('overpaid', 'setAside')) = (amount_fen > 0))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_moves_one_per_payment` ON `credit_moves` (`payment_id`);--> statement-breakpoint
CREATE INDEX `credit_moves_by_person` ON `credit_moves` (`person_id`);--> statement-breakpoint
CREATE INDEX `credit_moves_by_bill` ON `credit_moves` (`bill_id`);--> statement-breakpoint
CREATE TABLE `online_events` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`nonce` text NOT NULL,
	`body_hash` text NOT NULL,
	`order_id` text NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `online_events_one_per_nonce` ON `online_events` (`provider`,`nonce`);--> statement-breakpoint
CREATE INDEX `online_events_by_order` ON `online_events` (`order_id`);--> statement-breakpoint
CREATE TABLE `online_orders` (
	`id` text PRIMARY KEY NOT NULL,
	`bill_id` text NOT NULL,
	`person_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`provider` text NOT NULL,
	`state` text NOT NULL,
	`payment_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "online_orders_above_zero" CHECK(amount_fen > 0),
	CONSTRAINT "online_orders_paid_by_payment" CHECK((state = 'paid') = (payment_id is not null))
);
--> statement-breakpoint
CREATE INDEX `online_orders_by_bill` ON `online_orders` (`bill_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`proposal_id` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `ledger_proposals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "refunds_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_one_per_proposal` ON `refunds` (`proposal_id`);--> statement-breakpoint
CREATE INDEX `refunds_by_person` ON `refunds` (`person_id`);--> statement-breakpoint
CREATE TABLE `ledger_decisions` (
	`proposal_id` text PRIMARY KEY NOT NULL,
	`outcome` text NOT NULL,
	`entry_id` text,
	`released_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`proposal_id`) REFERENCES `ledger_proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entry_id`) REFERENCES `ledger_entries`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_decisions_entry_if_posted" CHECK((outcome = 'posted') = (entry_id is not null))
);
--> statement-breakpoint
CREATE TABLE `ledger_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`effective_on` text NOT NULL,
	`reason` text NOT NULL,
	`legs` text NOT NULL,
	`settles_id` text,
	`reverses_id` text,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_proposals_one_per_key` ON `ledger_proposals` (`key`);--> statement-breakpoint
ALTER TABLE `payments` ADD `credit_fen` integer DEFAULT 0 NOT NULL;
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
