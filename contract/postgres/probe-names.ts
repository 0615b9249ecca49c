/** What was there before the stack granted anything. */
export const BEFORE = "contract_before";
/** What was made when a credential was out already. */
export const AFTER = "contract_after";

/** A schema that the owner made when a credential was out already. */
export const LATER_SCHEMA = "contract_later";
