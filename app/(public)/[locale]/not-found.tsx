import { ErrorPage } from "#ui/error-page";

export default function NotFound() {
  return <ErrorPage kind="notFound" />;
}
