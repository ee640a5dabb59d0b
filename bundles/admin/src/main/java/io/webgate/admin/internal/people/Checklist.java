// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Account;
import io.webgate.access.Accounts;
import io.webgate.access.WebSession;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.license.api.LicenseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/**
 * The five steps from the archive to a host in service, each told by what is there.
 *
 * @param steps in the order in which they make sense
 */
public record Checklist(List<Step> steps) {

    private static final Logger LOG = LoggerFactory.getLogger(Checklist.class);

    public Checklist {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param code its key among the texts: {@code people.checklist.CODE}
     * @param done whether what it makes is there
     * @param href where it is done
     */
    public record Step(String code, boolean done, String href) {}

    /** How many are done. */
    public long done() {
        return steps.stream().filter(Step::done).count();
    }

    public boolean isComplete() {
        return done() == steps.size();
    }

    /**
     * The steps.
     *
     * @param accounts how many people can sign in
     * @param licenses how many documents are valid
     * @param gateOpen whether the gate is open
     * @param devices how many devices are enrolled
     * @param secondFactor whether the reader's account has one
     */
    public static Checklist of(long accounts, long licenses, boolean gateOpen, long devices, boolean secondFactor) {
        return new Checklist(List.of(
                new Step("account", accounts > 0, "/admin/account"),
                new Step("license", licenses > 0, "/admin/licenses"),
                new Step("gate", gateOpen, "/admin/plugins"),
                new Step("device", devices > 0, "/admin/tokens"),
                new Step("second-factor", secondFactor, "/admin/account")));
    }

    /** The steps for the reader, unless all are done or the account has put them away. */
    public static Optional<Checklist> shown(PageRequest request) {
        return ChecklistArea.isHidden(request)
                ? Optional.empty()
                : Optional.of(of(request)).filter(list -> !list.isComplete());
    }

    /**
     * The steps as they stand for the reader; a service that is not there counts as a step not done. Without any step
     * where the store can't be read: nobody knows then what is done, and the page it stands on says so already.
     */
    static Checklist of(PageRequest request) {
        try {
            return read(request);
        } catch (AccessException failure) {
            LOG.warn("Without a checklist, since accounts or devices can't be read", failure);
            return new Checklist(List.of());
        }
    }

    private static Checklist read(PageRequest request) throws AccessException {
        long licenses = request.plane().registry().stream()
                .flatMap(registry -> registry.licenses().stream())
                .filter(license -> license.state() == LicenseState.VALID)
                .count();
        boolean open =
                request.plane().watch().filter(watch -> watch.view().open()).isPresent();
        Optional<Accounts> people = request.plane().accounts();
        Optional<Access> access = request.plane().access();
        List<Account> accounts = people.isPresent() ? people.get().accounts() : List.of();
        String own = request.session().map(WebSession::login).orElse("");
        return of(
                accounts.size(),
                licenses,
                open,
                access.isPresent() ? access.get().devices().size() : 0,
                accounts.stream().anyMatch(one -> one.login().equals(own) && one.secondFactor()));
    }
}
