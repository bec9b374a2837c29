-- Run once as the owner of the cluster: psql -f postgresql.sql
-- Keng signs in over the local socket under the name of its system user (peer); no password is kept.
CREATE ROLE keng LOGIN;
CREATE DATABASE keng OWNER keng ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE keng FROM PUBLIC;
-- What was acknowledged is on the disk: these are the defaults, and must stay so.
-- fsync = on, synchronous_commit = on, full_page_writes = on
