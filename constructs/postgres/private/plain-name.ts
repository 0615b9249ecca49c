/** What a role is called after a name that may need quotes: `shop-prod` gives `shop_prod`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, "_")
    .replace(/^(?=\d)/, "_");
}
