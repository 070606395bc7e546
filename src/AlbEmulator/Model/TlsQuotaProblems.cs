using static AlbEmulator.Model.QuotaProblems;

namespace AlbEmulator.Model;

/// <summary>
/// What AWS's <see cref="Quotas"/> do not allow of certificates and trust stores.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"/>
/// </summary>
internal static class TlsQuotaProblems
{
    public static void Find(List<Problem> problems, Topology topology)
    {
        foreach (var loadBalancer in topology.LoadBalancers)
        {
            var listeners = loadBalancer.Listeners;
            Check(problems, loadBalancer.Origin, listeners.Sum(listener => Math.Max(0, listener.Certificates.Count - 1)),
                Quotas.CertificatesPerLoadBalancer, "certificates of a load balancer beside the default ones",
                Quota.Certificates, loadBalancer.Arn);
            Check(problems, loadBalancer.Origin,
                listeners.Count(listener => listener.MutualAuthentication.Mode == MutualAuthenticationMode.Verify),
                Quotas.VerifyingListenersPerLoadBalancer, "listeners of a load balancer with the mode verify",
                Quota.VerifyingListeners, loadBalancer.Arn);
        }

        var last = topology.TrustStores is [.., var lastStore] ? lastStore.Origin : Origin.None;
        Check(problems, last, topology.TrustStores.Count, Quotas.TrustStoresPerAccount, "trust stores of an account", Quota.TrustStores);
        foreach (var store in topology.TrustStores)
        {
            CheckTrustStore(problems, store);
        }
    }

    private static void CheckTrustStore(List<Problem> problems, TrustStore store)
    {
        var authorities = TrustStore.Authorities(store.CaCertificatesBundle);
        Check(problems, store.Origin, authorities.Count, Quotas.CaCertificatesPerTrustStore, "CA certificates in a trust store",
            Quota.CaCertificates, store.Arn);
        Check(problems, store.Origin, authorities.Select(authority => authority.RawData.Length).DefaultIfEmpty().Max(),
            Quotas.CaCertificateSize, "bytes of a CA certificate", Quota.CaCertificates, store.Arn);
        Check(problems, store.Origin, authorities.Sum(authority => authority.SubjectName.RawData.Length),
            Quotas.CaSubjectSizePerTrustStore, "bytes of all subjects in a trust store", Quota.CaCertificates, store.Arn);
        Check(problems, store.Origin, store.RevocationLists.Count,
            Quotas.RevocationListsPerTrustStore, "revocation lists in a trust store", Quota.Revocations, store.Arn);
        Check(problems, store.Origin, store.RevocationLists.Sum(list => list.Count),
            Quotas.RevocationsPerTrustStore, "revocations in a trust store", Quota.Revocations, store.Arn);
    }
}
