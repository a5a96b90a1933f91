import Link from 'next/link';

export default function NotFound() {
  return (
    <div className="py-10">
      <h1 className="text-lg font-semibold">There is no such view</h1>
      <p className="mt-2">
        <Link href="/" prefetch={false} className="text-accent underline">
          To the overview
        </Link>
      </p>
    </div>
  );
}
