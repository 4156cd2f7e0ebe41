// @ts-check
/** The world's time as Vietnam writes it. The world lives in one zone, whatever zone the browser is in. */

import { language } from "./texts.js";

const ZONE = "Asia/Ho_Chi_Minh";
const OFFSET = "+07:00"; // Vietnam keeps no summer time
const DIGEST_HOUR = 17;

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** @param {string | number | Date} instant @returns {Record<string, string>} */
function split(instant) {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

/** "17:05" @param {string} instant */
export function hour(instant) {
  const at = split(instant);
  return `${at.hour}:${at.minute}`;
}

/** "2026-11-05": the same for all instants of one day in Vietnam. @param {string} instant */
export function dayKey(instant) {
  const at = split(instant);
  return `${at.year}-${at.month}-${at.day}`;
}

/** "Thứ Năm, 05/11/2026" or "Thursday, 5 November 2026" @param {string} instant */
export function longDay(instant) {
  if (language() === "vi") {
    const weekday = new Intl.DateTimeFormat("vi", { timeZone: ZONE, weekday: "long" }).format(new Date(instant));
    const at = split(instant);
    return `${weekday}, ${at.day}/${at.month}/${at.year}`;
  }
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { timeZone: ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric" };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(instant)).replace(/^(\w+) /, "$1, ");
}

/** How far the day has gone, from 0 to 1. @param {string} instant */
export function dayShare(instant) {
  const at = split(instant);
  return (Number(at.hour) * 60 + Number(at.minute)) / 1440;
}

/** The next time the daily digest is due, strictly after `instant`. @param {string} instant */
export function nextDigest(instant) {
  const today = new Date(`${dayKey(instant)}T${DIGEST_HOUR}:00:00${OFFSET}`);
  const next = today > new Date(instant) ? today : new Date(today.getTime() + 86_400_000);
  return next.toISOString();
}

/** The value of a datetime-local field. @param {string} instant */
export const fieldValue = (instant) => `${dayKey(instant)}T${hour(instant)}`;
/** The instant that such a field means. @param {string} value */
export const fromField = (value) => new Date(`${value}:00${OFFSET}`).toISOString();
