// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a recipient finds in the mail box, over POP3. */
final class Mailbox {

    private final int port;
    private final String address;

    Mailbox(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** All mails as they came, the oldest first; none where nothing ever came. */
    List<String> mails() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            in.readLine();
            if (!ask(socket, in, "USER " + address).startsWith("+OK")
                    || !ask(socket, in, "PASS " + address).startsWith("+OK")) {
                // the server knows a box from its first mail on
                return List.of();
            }
            int count = Integer.parseInt(ask(socket, in, "STAT").split(" ", -1)[1]);
            List<String> mails = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                ask(socket, in, "RETR " + number);
                StringBuilder mail = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                    mail.append(line.startsWith("..") ? line.substring(1) : line)
                            .append("\r\n");
                }
                mails.add(mail.toString());
            }
            ask(socket, in, "QUIT");
            return mails;
        }
    }

    private static String ask(Socket socket, BufferedReader in, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        String answer = in.readLine();
        return answer == null ? "" : answer;
    }
}
