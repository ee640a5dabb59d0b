// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A mail server that behaves badly on purpose; on loopback, each connection on a thread of its own. */
final class ScriptedServer implements AutoCloseable {

    /** What it does wrong. */
    enum Manner {
        GOOD,
        /** 550 to a recipient whose address begins with "no". */
        REFUSES_SOME,
        /** 450 to every recipient. */
        BUSY,
        /** 554 after the whole mail. */
        REFUSES_CONTENT,
        /** Never answers after the whole mail. */
        SLOW,
        /** Hangs up in the middle of the mail. */
        VANISHES_IN_DATA,
        /** Takes the mail and hangs up before it says so. */
        VANISHES_AFTER_DATA,
        /** 421 instead of a greeting. */
        SHUTS,
        /** 530 to the sender. */
        WANTS_SIGN_IN
    }

    final List<String> mails = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    volatile Manner manner = Manner.GOOD;

    private final ServerSocket socket;
    private final Optional<SSLContext> startTls;
    private final CountDownLatch end = new CountDownLatch(1);

    /** @param startTls what it changes over to, where it can */
    ScriptedServer(int port, Optional<SSLContext> startTls) throws IOException {
        this.startTls = startTls;
        socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Talk(client).go(manner == Manner.SHUTS ? "421 closing" : "220 ready");
        } catch (IOException gone) {
            commands.add("(gone)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Talk {

        private final Socket socket;
        private final BufferedReader in;

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        private void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        void go(String greeting) throws IOException, InterruptedException {
            if (!greeting.isEmpty()) {
                say(greeting);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("EHLO")) {
                    boolean offers = startTls.isPresent() && !(socket instanceof SSLSocket);
                    say(offers ? "250-here" : "250 here");
                    if (offers) {
                        say("250 STARTTLS");
                    }
                } else if (verb.startsWith("STARTTLS")) {
                    say("220 go on");
                    Socket secure = startTls.orElseThrow()
                            .getSocketFactory()
                            .createSocket(socket, null, socket.getPort(), true);
                    if (!(secure instanceof SSLSocket tls)) {
                        throw new IOException("No TLS");
                    }
                    tls.setUseClientMode(false);
                    new Talk(tls).go("");
                    return;
                } else if (verb.startsWith("MAIL")) {
                    say(manner == Manner.WANTS_SIGN_IN ? "530 sign in first" : "250 ok");
                } else if (verb.startsWith("RCPT")) {
                    boolean refused = manner == Manner.REFUSES_SOME && line.contains("<no");
                    say(refused ? "550 no such user" : manner == Manner.BUSY ? "450 mailbox busy" : "250 ok");
                } else if (verb.startsWith("DATA")) {
                    say("354 go on");
                    if (!data()) {
                        return;
                    }
                } else if (verb.startsWith("QUIT")) {
                    say("221 bye");
                    return;
                } else {
                    say("250 ok");
                }
            }
        }

        /** False where it hangs up. */
        private boolean data() throws IOException, InterruptedException {
            StringBuilder mail = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (manner == Manner.VANISHES_IN_DATA && mail.length() > 300) {
                    return false;
                }
                if (line.equals(".")) {
                    break;
                }
                mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            switch (manner) {
                case SLOW -> end.await();
                case REFUSES_CONTENT -> say("554 looks bad");
                case VANISHES_AFTER_DATA -> {
                    mails.add(mail.toString());
                    return false;
                }
                default -> {
                    mails.add(mail.toString());
                    say("250 queued as 1");
                }
            }
            return true;
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
