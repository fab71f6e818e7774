/* The page that the browser ends on.  Constants: no byte of them depends on a request. */
#ifndef XPOST_PAGE_H
#define XPOST_PAGE_H

/* A whole HTTP response: the login was received ("go back to where you came from"). */
extern const char xpost_page_received[];

/* The same where the user said no. */
extern const char xpost_page_refused[];

/* For requests that do not belong to the login; `status` as in xpost_callback. */
const char *xpost_page_foreign(int status);

#endif
