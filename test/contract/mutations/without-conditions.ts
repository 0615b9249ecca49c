/** A text of PL/pgSQL with something left out. */
export interface Without {
  readonly what: string;
  readonly text: string;
}

/** What is done under a condition left out whole, each refusal, and each condition that is joined with others by AND or OR. */
export function withoutEach(text: string): Without[] {
  return [...checksIn(text), ...conditionsIn(text)].map(({ from, to }) => ({
    what: text.slice(from, to).trim().replace(/\s+/g, " "),
    text: text.slice(0, from) + text.slice(to),
  }));
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** `IF … THEN … END IF`, and what is raised within. */
function checksIn(text: string): Part[] {
  const checks = text.matchAll(/^( *)IF [^]*?^\1END IF;\n/gm);
  const raised = text.matchAll(/^ *RAISE EXCEPTION [^]*?;\n/gm);
  return [...checks, ...raised].map(({ 0: { length }, index }) => ({ from: index, to: index + length }));
}

const TOKEN = /'[^']*'|--.*|[()]|\b(?:AND|OR|IF NOT|IF|WHERE|WHEN|ON|THEN|LOOP|LIMIT)\b|;/g;

/** Conditions with the word that joins each with the one before, or the first with the one after. */
function conditionsIn(text: string): Part[] {
  const found: Part[] = [];
  const lists: Condition[][] = [];
  let list: Condition[] = [{ from: 0, after: 0 }];
  const end = (at: number, next: number) => {
    found.push(...partsOf(list, at));
    list = [{ from: next, after: next }];
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const after = index + token.length;
    if (token === "(") {
      lists.push(list);
      list = [{ from: after, after }];
    } else if (token === ")") {
      end(index, after);
      list = lists.pop() ?? [];
    } else if (token === "AND" || token === "OR") list.push({ from: index, after });
    else if (!/^['-]/.test(token)) end(index, after);
  }
  return found;
}

/** Where a condition begins, with and without the word before it. */
interface Condition {
  readonly from: number;
  readonly after: number;
}

function partsOf(list: readonly Condition[], end: number): Part[] {
  if (list.length < 2) return [];
  return list.map(({ from }, at) => {
    const next = list[at + 1];
    return { from, to: at === 0 && next ? next.after : (next?.from ?? end) };
  });
}
