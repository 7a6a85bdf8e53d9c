CREATE TABLE `register_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`person_id` text,
	`last_four` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`reason_values` text NOT NULL,
	`changes` text NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `register_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `register_rows_one_per_line` ON `register_rows` (`import_id`,`line`);--> statement-breakpoint
DROP INDEX `register_imports_one_per_file`;--> statement-breakpoint
ALTER TABLE `register_imports` ADD `format` text DEFAULT 'csv' NOT NULL;--> statement-breakpoint
ALTER TABLE `register_imports` ADD `encoding` text;--> statement-breakpoint
ALTER TABLE `register_imports` ADD `unknown` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `register_imports` ADD `status` text DEFAULT 'preview' NOT NULL;--> statement-breakpoint
ALTER TABLE `register_imports` ADD `confirmed_by` text;--> statement-breakpoint
ALTER TABLE `register_imports` ADD `confirmed_at` integer;--> statement-breakpoint
CREATE INDEX `register_imports_by_register` ON `register_imports` (`register`,`as_of`);--> statement-breakpoint
CREATE UNIQUE INDEX `register_imports_one_per_file` ON `register_imports` (`file_hash`) WHERE status <> 'discarded';