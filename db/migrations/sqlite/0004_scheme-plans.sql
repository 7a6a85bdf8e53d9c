CREATE TABLE `scheme_files` (
	`id` text PRIMARY KEY NOT NULL,
	`scheme_id` text NOT NULL,
	`version` text NOT NULL,
	`content` text NOT NULL,
	`content_hash` text NOT NULL,
	`kept_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scheme_files_one_per_version` ON `scheme_files` (`scheme_id`,`version`);--> statement-breakpoint
ALTER TABLE `correction_lines` ADD `plan` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `settlements` ADD `plan` text DEFAULT '' NOT NULL;