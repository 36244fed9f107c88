-- create schema content
CREATE SCHEMA IF NOT EXISTS "content";
