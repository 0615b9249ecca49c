import { Clock } from "../../../rehearsal/time-lapse/clock";
import { LaneRecorder } from "../../../rehearsal/time-lapse/lane-recorder";

/** A clock that somebody sets. */
class SetClock extends Clock {
  private at = 0;

  set(at: number): void {
    this.at = at;
  }

  override get now(): number {
    return this.at;
  }
}

const LOGIN = "auth/approle/login";

const recorded = (played: { ttl: number; maxTtl?: number }) => {
  const clock = new SetClock();
  const lifetimes = [{ of: LOGIN, ttl: 3600, played }];
  const lane = new LaneRecorder({ kind: "workload", name: "myapp (approle)", lifetimes }, clock);
  const answer = (at: number, path: string, ttl: number) => {
    clock.set(at);
    const auth = { client_token: "t", accessor: "a", policies: ["approle-myapp"], lease_duration: ttl };
    lane.onAnswer({ method: "POST", path, token: "t", status: 200, text: JSON.stringify({ auth }) });
  };
  return { clock, lane, answer };
};

test("a bounded token that is renewed until it can't be any more ends at its max_ttl", () => {
  const { clock, lane, answer } = recorded({ ttl: 20, maxTtl: 40 });
  answer(1, LOGIN, 20);
  answer(15, "auth/token/renew-self", 20);
  answer(30, "auth/token/renew-self", 11);
  clock.set(60);
  expect(lane.toLane().tokens).toEqual([
    { of: LOGIN, label: "approle-myapp", from: 1, to: 41, renewals: [15, 30], end: "max_ttl" },
  ]);
});

test("a token that nobody renews ends when its time is over", () => {
  const { clock, lane, answer } = recorded({ ttl: 20 });
  answer(1, LOGIN, 20);
  clock.set(60);
  expect(lane.toLane().tokens).toMatchObject([{ from: 1, to: 21, end: "expired" }]);
});

test("a token is there as long as Vault said last, and to the end of the day", () => {
  const { clock, lane, answer } = recorded({ ttl: 20 });
  answer(1, LOGIN, 20);
  answer(15, "auth/token/renew-self", 20);
  clock.set(34);
  expect(lane.toLane().tokens).toMatchObject([{ from: 1, to: 34, end: "running" }]);
});
