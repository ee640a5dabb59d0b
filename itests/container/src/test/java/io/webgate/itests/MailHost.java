// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server in the driver, beside the container: it takes mail by SMTP and hands it out by POP3. Ends with the process. */
final class MailHost {

    private static final String LOOPBACK = "127.0.0.1";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_POP3)
    });

    MailHost() {
        server.start();
    }

    int smtp() {
        return server.getSmtp().getPort();
    }

    int pop3() {
        return server.getPop3().getPort();
    }
}
