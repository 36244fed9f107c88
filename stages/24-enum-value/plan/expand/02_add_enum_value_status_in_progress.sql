-- add in progress to enum Status
ALTER TYPE "Status" ADD VALUE IF NOT EXISTS 'in progress' AFTER 'OPEN';
