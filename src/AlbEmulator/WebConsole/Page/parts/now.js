// The time, for what is told as "4 s ago".
import { useEffect, useState } from '../vendor.js';

/** @param {number} [each] milliseconds */
export function useNow(each = 1000) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, each);
    return () => clearInterval(timer);
  }, [each]);
  return now;
}
