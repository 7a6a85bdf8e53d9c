ALTER TABLE `scheme_drafts` ADD `scheme_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `scheme_drafts` ADD `scheme_version` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `scheme_drafts` ADD `from_month` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `scheme_drafts` ADD `retroactive_reason` text;--> statement-breakpoint
ALTER TABLE `scheme_versions` ADD `from_month` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `scheme_versions` ADD `retroactive_reason` text;