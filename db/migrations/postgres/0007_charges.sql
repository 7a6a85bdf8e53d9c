CREATE TABLE "rent_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_id" text NOT NULL,
	"from_on" text NOT NULL,
	"rent_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_by" text,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "rent_changes_above_zero" CHECK (rent_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "meter_charges" (
	"id" text PRIMARY KEY NOT NULL,
	"meter_id" text NOT NULL,
	"from_reading_id" text NOT NULL,
	"to_reading_id" text NOT NULL,
	"used_hundredths" integer NOT NULL,
	"amount_fen" bigint NOT NULL,
	"unlived_fen" bigint NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "credit_moves" DROP CONSTRAINT "credit_moves_sign";--> statement-breakpoint
ALTER TABLE "meter_imports" ADD COLUMN "encoding" text;--> statement-breakpoint
ALTER TABLE "rent_changes" ADD CONSTRAINT "rent_changes_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_charges" ADD CONSTRAINT "meter_charges_meter_id_meters_id_fk" FOREIGN KEY ("meter_id") REFERENCES "public"."meters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_charges" ADD CONSTRAINT "meter_charges_from_reading_id_meter_readings_id_fk" FOREIGN KEY ("from_reading_id") REFERENCES "public"."meter_readings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_charges" ADD CONSTRAINT "meter_charges_to_reading_id_meter_readings_id_fk" FOREIGN KEY ("to_reading_id") REFERENCES "public"."meter_readings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rent_changes_one_per_day" ON "rent_changes" USING btree ("lease_id","from_on") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "meter_charges_one_from" ON "meter_charges" USING btree ("from_reading_id");--> statement-breakpoint
CREATE UNIQUE INDEX "meter_charges_one_to" ON "meter_charges" USING btree ("to_reading_id");--> statement-breakpoint
CREATE INDEX "meter_charges_by_meter" ON "meter_charges" USING btree ("meter_id");--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_sign" CHECK ((kind in ('used', 'refunded')) = (amount_fen < 0));