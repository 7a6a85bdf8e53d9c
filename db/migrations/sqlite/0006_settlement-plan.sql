ALTER TABLE `settlements` DROP COLUMN `scheme_id`;--> statement-breakpoint
ALTER TABLE `settlements` DROP COLUMN `scheme_version`;