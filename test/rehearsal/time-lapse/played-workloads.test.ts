import { playedWorkloads } from "../../../rehearsal/time-lapse/played-workloads";
import { synthesizeEnvironment } from "../../synthesize";

const { access } = synthesizeEnvironment("dev");
const [machine, pod] = access.workloads;
const copies = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...machine!, name: `m${index}` }));

test("as many workloads as can be played at once are played, all of them", () => {
  expect(playedWorkloads({ ...access, workloads: copies(12) })).toHaveLength(12);
});

test("of more of them, some of each kind are", () => {
  const played = playedWorkloads({ ...access, workloads: [...copies(50), pod!] });
  expect(played).toHaveLength(12);
  expect(played).toContain(pod);
});
