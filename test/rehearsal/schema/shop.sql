--
-- PostgreSQL database dump
--

\restrict gUcfkTsTloRhatiTTnptAgJZ16JqycKLFvaaApni9WSbBVAiOedXZHZcXbCNA9G

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: billing; Type: SCHEMA; Schema: -; Owner: billing
--

CREATE SCHEMA billing;


ALTER SCHEMA billing OWNER TO billing;

--
-- Name: ext; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA ext;


ALTER SCHEMA ext OWNER TO postgres;

--
-- Name: public; Type: SCHEMA; Schema: -; Owner: shop_app
--

-- *not* creating schema, since initdb creates it


ALTER SCHEMA public OWNER TO shop_app;

--
-- Name: sales; Type: SCHEMA; Schema: -; Owner: shop_app
--

CREATE SCHEMA sales;


ALTER SCHEMA sales OWNER TO shop_app;

--
-- Name: citext; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA ext;


--
-- Name: EXTENSION citext; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA ext;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: pgcrypto; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA ext;


--
-- Name: EXTENSION pgcrypto; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';


--
-- Name: postgres_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA ext;


--
-- Name: EXTENSION postgres_fdw; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION postgres_fdw IS 'foreign-data wrapper for remote PostgreSQL servers';


--
-- Name: email; Type: DOMAIN; Schema: sales; Owner: shop_app
--

CREATE DOMAIN sales.email AS ext.citext
	CONSTRAINT email_check CHECK (((VALUE)::text ~ '@'::text));


ALTER DOMAIN sales.email OWNER TO shop_app;

--
-- Name: state; Type: TYPE; Schema: sales; Owner: shop_app
--

CREATE TYPE sales.state AS ENUM (
    'open',
    'paid'
);


ALTER TYPE sales.state OWNER TO shop_app;

--
-- Name: note_ddl(); Type: FUNCTION; Schema: public; Owner: shop_app
--

CREATE FUNCTION public.note_ddl() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$ BEGIN END $$;


ALTER FUNCTION public.note_ddl() OWNER TO shop_app;

--
-- Name: own_tenant(text); Type: FUNCTION; Schema: sales; Owner: shop_app
--

CREATE FUNCTION sales.own_tenant(t text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT t = current_user $$;


ALTER FUNCTION sales.own_tenant(t text) OWNER TO shop_app;

--
-- Name: purge(); Type: PROCEDURE; Schema: sales; Owner: shop_app
--

CREATE PROCEDURE sales.purge()
    LANGUAGE sql SECURITY DEFINER
    AS $$ DELETE FROM sales."Order"; DELETE FROM sales.customer $$;


ALTER PROCEDURE sales.purge() OWNER TO shop_app;

--
-- Name: stamp(); Type: FUNCTION; Schema: sales; Owner: shop_app
--

CREATE FUNCTION sales.stamp() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN NEW.name := trim(NEW.name); RETURN NEW; END; -- it's fine; 'really'
$$;


ALTER FUNCTION sales.stamp() OWNER TO shop_app;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Order; Type: TABLE; Schema: sales; Owner: shop_app
--

CREATE TABLE sales."Order" (
    id bigint NOT NULL,
    customer integer,
    state sales.state DEFAULT 'open'::sales.state,
    net numeric NOT NULL,
    gross numeric GENERATED ALWAYS AS ((net * 1.19)) STORED,
    placed date DEFAULT '2026-01-01'::date NOT NULL
);


ALTER TABLE sales."Order" OWNER TO shop_app;

--
-- Name: total(integer); Type: FUNCTION; Schema: sales; Owner: shop_app
--

CREATE FUNCTION sales.total(c integer) RETURNS numeric
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT sum(
         CASE
             WHEN (o.state = 'paid'::sales.state) THEN (0)::numeric
             ELSE o.net
         END) AS sum
    FROM sales."Order" o
   WHERE (o.customer = total.c);
END;


ALTER FUNCTION sales.total(c integer) OWNER TO shop_app;

--
-- Name: longest(text); Type: AGGREGATE; Schema: sales; Owner: shop_app
--

CREATE AGGREGATE sales.longest(text) (
    SFUNC = textcat,
    STYPE = text,
    INITCOND = ''
);


ALTER AGGREGATE sales.longest(text) OWNER TO shop_app;

--
-- Name: crm; Type: SERVER; Schema: -; Owner: shop_app
--

CREATE SERVER crm FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    dbname 'crm',
    host 'crm.internal'
);


ALTER SERVER crm OWNER TO shop_app;

--
-- Name: USER MAPPING shop_app SERVER crm; Type: USER MAPPING; Schema: -; Owner: shop_app
--

CREATE USER MAPPING FOR shop_app SERVER crm OPTIONS (
    password 'very secret',
    "user" 'crm'
);


--
-- Name: invoice; Type: TABLE; Schema: billing; Owner: billing
--

CREATE TABLE billing.invoice (
    id integer NOT NULL,
    total money
);


ALTER TABLE billing.invoice OWNER TO billing;

--
-- Name: number; Type: SEQUENCE; Schema: billing; Owner: billing
--

CREATE SEQUENCE billing.number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE billing.number OWNER TO billing;

--
-- Name: Order_id_seq; Type: SEQUENCE; Schema: sales; Owner: shop_app
--

ALTER TABLE sales."Order" ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sales."Order_id_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: customer; Type: TABLE; Schema: sales; Owner: shop_app
--

CREATE TABLE sales.customer (
    id integer NOT NULL,
    name text NOT NULL,
    email sales.email,
    tenant text DEFAULT CURRENT_USER NOT NULL
);


ALTER TABLE sales.customer OWNER TO shop_app;

--
-- Name: TABLE customer; Type: COMMENT; Schema: sales; Owner: shop_app
--

COMMENT ON TABLE sales.customer IS 'who buys; "as is", and it''s -- not a comment';


--
-- Name: customer_id_seq; Type: SEQUENCE; Schema: sales; Owner: shop_app
--

CREATE SEQUENCE sales.customer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE sales.customer_id_seq OWNER TO shop_app;

--
-- Name: customer_id_seq; Type: SEQUENCE OWNED BY; Schema: sales; Owner: shop_app
--

ALTER SEQUENCE sales.customer_id_seq OWNED BY sales.customer.id;


--
-- Name: debt; Type: VIEW; Schema: sales; Owner: shop_app
--

CREATE VIEW sales.debt AS
 SELECT c.name,
    sales.total(c.id) AS owes
   FROM sales.customer c;


ALTER TABLE sales.debt OWNER TO shop_app;

--
-- Name: VIEW debt; Type: COMMENT; Schema: sales; Owner: shop_app
--

COMMENT ON VIEW sales.debt IS 'one
line; more';


--
-- Name: debts; Type: MATERIALIZED VIEW; Schema: sales; Owner: shop_app
--

CREATE MATERIALIZED VIEW sales.debts AS
 SELECT debt.name,
    debt.owes
   FROM sales.debt
  WITH NO DATA;


ALTER TABLE sales.debts OWNER TO shop_app;

--
-- Name: event; Type: TABLE; Schema: sales; Owner: shop_app
--

CREATE TABLE sales.event (
    id bigint,
    at date NOT NULL
)
PARTITION BY RANGE (at);


ALTER TABLE sales.event OWNER TO shop_app;

--
-- Name: event_2026; Type: TABLE; Schema: sales; Owner: shop_app
--

CREATE TABLE sales.event_2026 (
    id bigint,
    at date NOT NULL
);


ALTER TABLE sales.event_2026 OWNER TO shop_app;

--
-- Name: lead; Type: FOREIGN TABLE; Schema: sales; Owner: shop_app
--

CREATE FOREIGN TABLE sales.lead (
    id integer
)
SERVER crm;


ALTER FOREIGN TABLE sales.lead OWNER TO shop_app;

--
-- Name: event_2026; Type: TABLE ATTACH; Schema: sales; Owner: shop_app
--

ALTER TABLE ONLY sales.event ATTACH PARTITION sales.event_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');


--
-- Name: customer id; Type: DEFAULT; Schema: sales; Owner: shop_app
--

ALTER TABLE ONLY sales.customer ALTER COLUMN id SET DEFAULT nextval('sales.customer_id_seq'::regclass);


--
-- Name: invoice invoice_pkey; Type: CONSTRAINT; Schema: billing; Owner: billing
--

ALTER TABLE ONLY billing.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (id);


--
-- Name: Order Order_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_app
--

ALTER TABLE ONLY sales."Order"
    ADD CONSTRAINT "Order_pkey" PRIMARY KEY (id);


--
-- Name: customer customer_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_app
--

ALTER TABLE ONLY sales.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (id);


--
-- Name: customer_name; Type: INDEX; Schema: sales; Owner: shop_app
--

CREATE INDEX customer_name ON sales.customer USING gin (name ext.gin_trgm_ops);


--
-- Name: event_2026 log; Type: RULE; Schema: sales; Owner: shop_app
--

CREATE RULE log AS
    ON DELETE TO sales.event_2026 DO ( SELECT 1 AS "?column?";
 SELECT 2 AS "?column?";
);


--
-- Name: customer stamp; Type: TRIGGER; Schema: sales; Owner: shop_app
--

CREATE TRIGGER stamp BEFORE INSERT ON sales.customer FOR EACH ROW EXECUTE FUNCTION sales.stamp();


--
-- Name: Order Order_customer_fkey; Type: FK CONSTRAINT; Schema: sales; Owner: shop_app
--

ALTER TABLE ONLY sales."Order"
    ADD CONSTRAINT "Order_customer_fkey" FOREIGN KEY (customer) REFERENCES sales.customer(id);


--
-- Name: customer; Type: ROW SECURITY; Schema: sales; Owner: shop_app
--

ALTER TABLE sales.customer ENABLE ROW LEVEL SECURITY;

--
-- Name: customer tenant; Type: POLICY; Schema: sales; Owner: shop_app
--

CREATE POLICY tenant ON sales.customer USING (sales.own_tenant(tenant));


--
-- Name: everything; Type: PUBLICATION; Schema: -; Owner: postgres
--

CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update, delete, truncate');


ALTER PUBLICATION everything OWNER TO postgres;

--
-- Name: feed; Type: SUBSCRIPTION; Schema: -; Owner: postgres
--

CREATE SUBSCRIPTION feed CONNECTION 'host=feed.internal password=hidden' PUBLICATION p WITH (connect = false, slot_name = 'feed');


ALTER SUBSCRIPTION feed OWNER TO postgres;

--
-- Name: SCHEMA ext; Type: ACL; Schema: -; Owner: postgres
--

GRANT USAGE ON SCHEMA ext TO PUBLIC;


--
-- Name: TABLE "Order"; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT ON TABLE sales."Order" TO PUBLIC;


--
-- Name: TABLE customer; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT ON TABLE sales.customer TO PUBLIC;


--
-- Name: COLUMN customer.id; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT(id) ON TABLE sales.customer TO "Audit-User";


--
-- Name: COLUMN customer.name; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT(name) ON TABLE sales.customer TO "Audit-User";


--
-- Name: TABLE debt; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT ON TABLE sales.debt TO shop_report WITH GRANT OPTION;
GRANT SELECT ON TABLE sales.debt TO PUBLIC;


--
-- Name: TABLE debts; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT ON TABLE sales.debts TO PUBLIC;


--
-- Name: TABLE event; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT ON TABLE sales.event TO PUBLIC;


--
-- Name: TABLE event_2026; Type: ACL; Schema: sales; Owner: shop_app
--

GRANT SELECT ON TABLE sales.event_2026 TO PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: sales; Owner: shop_app
--

ALTER DEFAULT PRIVILEGES FOR ROLE shop_app IN SCHEMA sales GRANT SELECT ON TABLES  TO shop_report;


--
-- Name: note_ddl; Type: EVENT TRIGGER; Schema: -; Owner: postgres
--

CREATE EVENT TRIGGER note_ddl ON ddl_command_end
   EXECUTE FUNCTION public.note_ddl();


ALTER EVENT TRIGGER note_ddl OWNER TO postgres;

--
-- PostgreSQL database dump complete
--

\unrestrict gUcfkTsTloRhatiTTnptAgJZ16JqycKLFvaaApni9WSbBVAiOedXZHZcXbCNA9G

