// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSSLTransport;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.net.ssl.SSLException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/**
 * Mail over SMTP. STARTTLS, where it is asked for, is a must, and a server must prove to be the one that was named. Each link is
 * for one thread; this is for any.
 */
final class Smtp implements Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Smtp.class);
    private static final String UTF_8 = "UTF-8";

    private final MailServer server;

    Smtp(MailServer server) {
        this.server = server;
    }

    @Override
    public Link open() throws NotCarried {
        try {
            return withMailClasses(this::connect);
        } catch (AuthenticationFailedException e) {
            throw new NotCarried(Answer.of(Answer.Kind.SIGN_IN, said(e)), e);
        } catch (MessagingException e) {
            boolean encryption = isEncryption(e);
            throw new NotCarried(Answer.of(encryption ? Answer.Kind.ENCRYPTION : Answer.Kind.UNREACHABLE, said(e)), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new NotCarried(Answer.of(Answer.Kind.ENCRYPTION, said(e)), e);
        }
    }

    private Link connect() throws MessagingException, IOException, GeneralSecurityException {
        Session session = Session.getInstance(properties());
        boolean tls = server.security() == MailServer.Security.TLS;
        String protocol = tls ? "smtps" : "smtp";
        URLName name = new URLName(protocol, server.host(), server.port(), null, null, null);
        SMTPTransport transport = tls ? new SMTPSSLTransport(session, name) : new SMTPTransport(session, name);
        try {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().orElse(null),
                    server.user().isPresent() ? server.password() : null);
        } catch (MessagingException | RuntimeException e) {
            close(transport);
            throw e;
        }
        return new SmtpLink(session, transport);
    }

    private Properties properties() throws IOException, GeneralSecurityException {
        Properties properties = new Properties();
        for (String protocol : new String[] {"smtp", "smtps"}) {
            String prefix = "mail." + protocol + ".";
            properties.put(prefix + "auth", Boolean.toString(server.user().isPresent()));
            properties.put(
                    prefix + "connectiontimeout",
                    Long.toString(server.connecting().toMillis()));
            properties.put(prefix + "timeout", Long.toString(server.answering().toMillis()));
            properties.put(
                    prefix + "writetimeout", Long.toString(server.answering().toMillis()));
            properties.put(prefix + "starttls.enable", Boolean.toString(isStartTls()));
            properties.put(prefix + "starttls.required", Boolean.toString(isStartTls()));
            properties.put(prefix + "ssl.checkserveridentity", "true");
            // a good-bye that nobody waits for: what counts was answered before
            properties.put(prefix + "quitwait", "false");
            if (server.security() != MailServer.Security.NONE && server.trust().isPresent()) {
                properties.put(
                        prefix + "ssl.socketFactory",
                        TrustedCertificates.sockets(server.trust().get()));
                properties.put(prefix + "ssl.socketFactory.fallback", "false");
            }
        }
        return properties;
    }

    private boolean isStartTls() {
        return server.security() == MailServer.Security.STARTTLS;
    }

    /**
     * The mail library finds its parts by the context class loader of the thread, which in a host is whatever the thread came
     * with.
     */
    private static <T> T withMailClasses(MailWork<T> work)
            throws MessagingException, IOException, GeneralSecurityException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Session.class.getClassLoader());
        try {
            return work.go();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private interface MailWork<T> {
        T go() throws MessagingException, IOException, GeneralSecurityException;
    }

    private static boolean isEncryption(MessagingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return true;
            }
        }
        String text = String.valueOf(e.getMessage());
        return text.contains("STARTTLS");
    }

    private static String said(Throwable e) {
        Throwable cause = e.getCause();
        String text = String.valueOf(e.getMessage());
        return cause == null || cause.getMessage() == null || text.contains(cause.getMessage())
                ? text
                : text + " (" + cause.getMessage() + ")";
    }

    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server did not say good-bye", e);
        }
    }

    /** The mail as it goes over the wire. */
    static MimeMessage message(Session session, Letter letter) throws MessagingException {
        try {
            return withMailClasses(() -> {
                MimeMessage message = new Identified(session, letter.id());
                message.setFrom(address(letter.sender(), letter.senderName()));
                message.setRecipient(Message.RecipientType.TO, address(letter.recipient(), Optional.empty()));
                message.setSubject(letter.subject(), UTF_8);
                message.setSentDate(Date.from(letter.at()));
                // RFC 3834: no out-of-office note answers a mail that nobody wrote
                message.setHeader("Auto-Submitted", "auto-generated");
                if (letter.attachment().isPresent()) {
                    message.setContent(parts(letter.body(), letter.attachment().get()));
                } else {
                    message.setText(letter.body(), UTF_8);
                }
                message.saveChanges();
                return message;
            });
        } catch (IOException | GeneralSecurityException e) {
            throw new MessagingException("The mail can't be written", e);
        }
    }

    private static InternetAddress address(String bare, Optional<String> name)
            throws MessagingException, UnsupportedEncodingException {
        InternetAddress address = new InternetAddress(bare, true);
        if (name.isPresent()) {
            address.setPersonal(name.get(), UTF_8);
        }
        return address;
    }

    private static MimeMultipart parts(String body, Letter.Attachment attachment)
            throws MessagingException, IOException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(body, UTF_8);
        MimeBodyPart file = new MimeBodyPart();
        file.attachFile(attachment.file().toFile(), attachment.mediaType(), "base64");
        // RFC 2231 for the name of the disposition; the library writes it so where the name is not ASCII
        file.setFileName(attachment.name());
        return new MimeMultipart(text, file);
    }

    /** A message that keeps its identity whenever it is written. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }

    private static final class SmtpLink implements Link {

        private final Session session;
        private final SMTPTransport transport;
        private boolean broken;

        SmtpLink(Session session, SMTPTransport transport) {
            this.session = session;
            this.transport = transport;
        }

        @Override
        public Answer carry(Letter letter) {
            try {
                return withMailClasses(() -> {
                    MimeMessage message = message(session, letter);
                    transport.sendMessage(message, message.getAllRecipients());
                    return Answer.of(Answer.Kind.ACCEPTED, String.valueOf(transport.getLastServerResponse()));
                });
            } catch (MessagingException e) {
                LOG.debug("The mail {} was not taken", letter.id(), e);
                Answer answer = answer(e);
                broken = answer.kind() == Answer.Kind.LOST;
                return answer;
            } catch (IOException | GeneralSecurityException e) {
                broken = true;
                return Answer.of(Answer.Kind.LOST, said(e));
            }
        }

        @Override
        public boolean isAlive() {
            return !broken && transport.isConnected();
        }

        @Override
        public void close() {
            Smtp.close(transport);
        }
    }

    /** The server's answer among what the library threw: the first with a number of SMTP. */
    static Answer answer(MessagingException thrown) {
        MessagingException one = thrown;
        while (one != null) {
            int code = code(one);
            if (code == 530 || code == 534 || code == 535 || code == 538) {
                return Answer.of(Answer.Kind.SIGN_IN, said(one));
            }
            if (code >= 500 && code < 600) {
                return Answer.of(Answer.Kind.REFUSED, said(one));
            }
            if (code >= 400 && code < 500) {
                return Answer.of(Answer.Kind.LATER, said(one));
            }
            one = one.getNextException() instanceof MessagingException next ? next : null;
        }
        return Answer.of(Answer.Kind.LOST, said(thrown));
    }

    private static int code(MessagingException one) {
        if (one instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (one instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return one instanceof SMTPSendFailedException send ? send.getReturnCode() : -1;
    }
}
