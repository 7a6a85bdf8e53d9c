import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskName, maskPhone, maskResidentId } from "#lib/people/masks";
import { checkMobile, checkResidentId, checkUscc, residentIdCheckDigit, usccCheckCharacter } from "#lib/people/numbers";
import { checkProfile, decideProfileComplete, missingToApply, type Profile } from "#lib/people/rules";

const today = "2026-12-01";
const valid = "53010219200508011X"; // the worked example of GB 11643

describe("the resident ID", () => {
  test("it tells birth date, gender and region", () => {
    const facts = { birthDate: "1920-05-08", gender: "male", regionCode: "530102", residentId: valid };
    expect(checkResidentId(valid, today)).toEqual({ ok: true, ...facts });
    expect(residentIdCheckDigit(valid.slice(0, 17))).toBe("X");
  });

  test("a lower-case x, blanks and full-width digits are read as the same number", () => {
    for (const typed of ["53010219200508011x", " 530102 19200508 011x ", "５３０１０２19200508011X"])
      expect(checkResidentId(typed, today)).toMatchObject({ ok: true, residentId: valid });
  });

  test("an even sequence digit is a woman's", () => {
    const first17 = "53010219980229002".replace("0229", "0228");
    expect(checkResidentId(first17 + residentIdCheckDigit(first17), today)).toMatchObject({ gender: "female" });
  });

  test.each([
    ["5301021920050801", "resident-id-length"],
    ["53010219200508011XX", "resident-id-length"],
    ["5301021920050801AX", "resident-id-characters"],
    ["X3010219200508011X", "resident-id-characters"],
    ["53010219200230011X", "resident-id-birth-date"],
    ["53010218990508011X", "resident-id-birth-date"],
    ["53010219201308011X", "resident-id-birth-date"],
    ["530102192005080111", "resident-id-check-digit"],
  ])("%s is refused: %s", (text, reason) => {
    expect(checkResidentId(text, today)).toMatchObject({ ok: false, reason });
  });

  test("nobody is born after today", () => {
    const first17 = "53010220261202011";
    const text = first17 + residentIdCheckDigit(first17);
    expect(checkResidentId(text, "2026-12-01")).toMatchObject({ ok: false, reason: "resident-id-birth-date" });
    expect(checkResidentId(text, "2026-12-02")).toMatchObject({ ok: true });
  });

  test("one wrong digit and two neighbours swapped are always found", () => {
    const sequence = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, "0"));
    const region = fc.integer({ min: 100000, max: 999999 });
    fc.assert(
      fc.property(region, sequence, fc.nat(16), fc.integer({ min: 1, max: 9 }), (code, serial, at, by) => {
        const first17 = `${code}19951107${serial}`;
        const text = first17 + residentIdCheckDigit(first17);
        expect(checkResidentId(text, today).ok).toBe(true);
        const wrong = [...text].with(at, String((Number(text[at]) + by) % 10)).join("");
        expect(checkResidentId(wrong, today).ok).toBe(false);
        const swapped = [...text]
          .with(at, text.charAt(at + 1))
          .with(at + 1, text.charAt(at))
          .join("");
        expect(checkResidentId(swapped, today).ok).toBe(swapped === text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("organisation codes and mobile numbers", () => {
  test("11320000MB151840XJ is a valid organisation code, in either case", () => {
    expect(checkUscc("11320000MB151840XJ")).toEqual({ ok: true, uscc: "11320000MB151840XJ" });
    expect(checkUscc("11320000mb151840xj")).toMatchObject({ ok: true });
    expect(usccCheckCharacter("11320000MB151840X")).toBe("J");
  });

  test.each([
    ["11320000MB151840X", "uscc-length"],
    ["11320000MB15184OXJ", "uscc-characters"],
    ["11320000MB151841XJ", "uscc-check-character"],
  ])("the organisation code %s is refused: %s", (text, reason) => {
    expect(checkUscc(text)).toMatchObject({ ok: false, reason });
  });

  test("a mobile number is a mainland one of 11 digits, with or without +86", () => {
    expect(checkMobile("+86 138-1234-5678")).toEqual({ ok: true, phone: "13812345678" });
    for (const text of ["1381234567", "138123456789", "12812345678", "0519-85681234", ""])
      expect(checkMobile(text)).toEqual({ ok: false, reason: "mobile-invalid" });
  });
});

describe("masks", () => {
  test("a name keeps its surname only", () => {
    expect(["张三", "张三丰", "欧阳娜娜", "欧阳", "A"].map(maskName)).toEqual(["张*", "张**", "欧阳**", "欧*", "A"]);
  });
  test("an ID keeps its last four, a phone its first three and last four", () => {
    expect(maskResidentId(valid)).toBe("**************011X");
    expect(maskResidentId("011X")).toBe("****");
    expect(maskPhone("13812345678")).toBe("138****5678");
    expect(maskPhone("1381")).toBe("****");
  });
});

const born1998 = "00000019980315001";
const profile: Profile = {
  name: "林晓",
  residentId: born1998 + residentIdCheckDigit(born1998),
  phone: "13800000001",
  degree: "master",
  skill: null,
  fullTimeDegree: true,
  school: "常州大学",
  major: "材料",
  graduatedOn: "2025-06-20",
  employerName: "示例科技有限公司",
  employerKind: "enterprise",
  recruitedOn: "2025-07-01",
  firstInsuredOn: "2025-07-15",
  insuredMonths: 17,
  ownsLocalHome: false,
  spouseOwnsLocalHome: false,
  leaseRegistered: false,
};

describe("a profile", () => {
  test("one without contradictions has no issues and may apply", () => {
    expect(checkProfile(profile, today)).toEqual([]);
    expect(decideProfileComplete(profile, today)).toEqual({ ok: true });
  });

  test.each<[string, Partial<Profile>, keyof Profile, string]>([
    ["a name is given", { name: " " }, "name", "name-missing"],
    ["the ID's check digit holds", { residentId: valid.replace("X", "1") }, "residentId", "resident-id-check-digit"],
    ["the phone is a mobile number", { phone: "110" }, "phone", "mobile-invalid"],
    ["a degree has a graduation date", { graduatedOn: null }, "graduatedOn", "graduation-date-missing"],
    ["a date exists in the calendar", { graduatedOn: "2025-02-29" }, "graduatedOn", "day-invalid"],
    ["graduation is not in the future", { graduatedOn: "2026-12-02" }, "graduatedOn", "graduation-in-future"],
    ["nobody graduates before 16", { graduatedOn: "2014-03-14" }, "graduatedOn", "graduation-too-early"],
    ["recruitment is not in the future", { recruitedOn: "2026-12-02" }, "recruitedOn", "recruitment-in-future"],
    ["nobody is recruited before 16", { recruitedOn: "2014-03-14" }, "recruitedOn", "recruitment-too-early"],
    ["insurance is not in the future", { firstInsuredOn: "2027-01-01" }, "firstInsuredOn", "first-insured-in-future"],
    ["nobody is insured before 16", { firstInsuredOn: "2014-03-14" }, "firstInsuredOn", "first-insured-too-early"],
    ["insured months fit in the time", { insuredMonths: 18 }, "insuredMonths", "insured-months-too-many"],
    ["insured months are a count", { insuredMonths: -1 }, "insuredMonths", "insured-months-invalid"],
    ["insured months have a first day", { firstInsuredOn: null }, "firstInsuredOn", "first-insured-missing"],
    ["who was recruited has an employer", { employerName: null }, "employerName", "employer-missing"],
  ])("%s", (_, change, field, reason) => {
    const issues = checkProfile({ ...profile, ...change }, today);
    expect(issues.map((issue) => [issue.field, issue.reason])).toEqual([[field, reason]]);
    expect(decideProfileComplete({ ...profile, ...change }, today)).toMatchObject({ reason: "profile-incomplete" });
  });

  test("the sixteenth birthday itself is old enough, and today is not the future", () => {
    expect(checkProfile({ ...profile, graduatedOn: "2014-03-15", recruitedOn: today }, today)).toEqual([]);
  });

  test("an empty draft contradicts nothing but lacks what an application needs", () => {
    const empty: Profile = {
      ...profile,
      degree: null,
      fullTimeDegree: null,
      graduatedOn: null,
      employerName: null,
      employerKind: null,
      recruitedOn: null,
      firstInsuredOn: null,
      insuredMonths: null,
      ownsLocalHome: null,
    };
    expect(checkProfile(empty, today)).toEqual([]);
    expect(missingToApply(empty)).toEqual([
      "degree",
      "employerName",
      "employerKind",
      "recruitedOn",
      "insuredMonths",
      "ownsLocalHome",
    ]);
    expect(decideProfileComplete(empty, today)).toEqual({ ok: false, reason: "profile-incomplete" });
  });

  test("somebody not yet insured may apply, with no insured months and no first day", () => {
    const fresh: Profile = { ...profile, firstInsuredOn: null, insuredMonths: 0 };
    expect(decideProfileComplete(fresh, today)).toEqual({ ok: true });
  });

  test("somebody self-employed needs no employer", () => {
    const own: Profile = { ...profile, employerKind: "selfEmployed", employerName: null, recruitedOn: null };
    expect(decideProfileComplete(own, today)).toEqual({ ok: true });
  });
});
