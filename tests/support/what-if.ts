import fc from "fast-check";
import { addMonths } from "#lib/days";
import { baseFacts, degrees, employerKinds, skills } from "#lib/subsidy/rules-facts";
import type { Resident } from "#lib/subsidy/rules-whatif";

const day = (from: number, to: number) =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 9 });
const yes = fc.constant(true);

/** Residents as they may be, with something untold of some of them: `FIRST` is the first month that is decided. */
export const FIRST = "2026-12";

export const residentArbitrary = (used: readonly string[]): fc.Arbitrary<Resident> =>
  fc.record({
    personId: fc.uuid(),
    roomTypeId: fc.constantFrom("single", "double"),
    rentFen: fc.integer({ min: 0, max: 300000 }),
    mode: fc.constantFrom("directOffset" as const, "cashToPerson" as const),
    lease: fc.record({ registrationNo: maybe(fc.constant("R1")), registeredOn: maybe(day(2026, 2027)) }),
    person: fc.record({
      degree: maybe(fc.constantFrom(...degrees)),
      skill: fc.option(fc.constantFrom(...skills), { nil: null, freq: 1 }),
      fullTimeDegree: maybe(fc.oneof(yes, fc.boolean())),
      birthDate: maybe(day(1980, 2003)),
      graduatedOn: maybe(day(2019, 2026)),
      recruitedOn: maybe(day(2021, 2026)),
      firstInsuredOn: maybe(day(2021, 2026)),
      insuredMonths: maybe(fc.integer({ min: 0, max: 60 })),
      insuredMonthsAsOf: fc.constantFrom(FIRST, addMonths(FIRST, -3)),
      employerKind: maybe(fc.oneof(fc.constant("enterprise" as const), fc.constantFrom(...employerKinds))),
      ownsLocalHome: maybe(fc.boolean()),
      spouseOwnsLocalHome: maybe(fc.boolean()),
    }),
    carried: fc.record({ changzhou: fc.constantFrom(0, 7000, 350000), "suzhou-sip": fc.constantFrom(0, 40000) }),
    used: fc
      .array(fc.integer({ min: 0, max: 40 }), { minLength: used.length, maxLength: used.length })
      .map((months) => Object.fromEntries(used.map((part, at) => [part, months[at] ?? 0]))),
  });

export const knownFacts = Object.keys(baseFacts);
