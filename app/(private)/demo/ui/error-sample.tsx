"use client";

import { useState } from "react";
import { Button } from "#ui/button";
import { ErrorSummary } from "#ui/error-summary";

/** Behind a button, since the summary takes the focus as soon as it appears. */
export function ErrorSample() {
  const [errors, setErrors] = useState<{ field?: string; message: string }[]>([]);
  return (
    <>
      <Button
        tone="quiet"
        onClick={() =>
          setErrors([{ field: "residentId", message: "身份证号校验码不正确" }, { message: "本批次已截止" }])
        }
      >
        显示表单错误
      </Button>
      <ErrorSummary errors={errors} />
    </>
  );
}
