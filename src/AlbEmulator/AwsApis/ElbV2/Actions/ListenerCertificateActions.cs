using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Certificates of a listener beside its default one.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html"/>
/// </summary>
internal static class ListenerCertificateActions
{
    public static ElbV2Result AddListenerCertificates(ElbV2Call call)
    {
        var (found, arns, error) = Read(call);
        if (error is not null)
        {
            return error;
        }

        var (loadBalancer, listener) = found!.Value;
        if (listener.Protocol != "HTTPS")
        {
            return ElbV2Errors.Validation("Certificates are for HTTPS listeners");
        }

        var changed = listener with { Certificates = [.. listener.Certificates.Union(arns)] };
        if (ProblemWithQuota(call, loadBalancer.With(changed)) is { } over)
        {
            return over;
        }

        return ElbV2Result.Change(
            call.State.With(loadBalancer.With(changed)),
            (xml, _) => Write(xml, arns.Select(arn => (arn, arn == changed.Certificates[0]))));
    }

    public static ElbV2Result RemoveListenerCertificates(ElbV2Call call)
    {
        var (found, arns, error) = Read(call);
        if (error is not null)
        {
            return error;
        }

        var (loadBalancer, listener) = found!.Value;
        return listener.Certificates.Take(1).Any(arns.Contains)
            ? ElbV2Errors.NotPermitted("The default certificate cannot be removed: replace it with ModifyListener")
            : ElbV2Result.Change(call.State.With(loadBalancer.With(
                listener with { Certificates = listener.Certificates.RemoveAll(arns.Contains) })));
    }

    public static ElbV2Result DescribeListenerCertificates(ElbV2Call call) =>
        call.State.Listener(call.Text("ListenerArn")) is { } found
            ? Pages.Tell(call, "Certificates", found.Listener.Certificates, (xml, arn, _) =>
            {
                xml.Text("CertificateArn", arn);
                xml.Flag("IsDefault", arn == found.Listener.Certificates[0]);
            })
            : ElbV2Errors.ListenerNotFound;

    /// <summary>Certificates that stand for AWS's are none of the topology's, which checks its own.</summary>
    private static QueryError? ProblemWithQuota(ElbV2Call call, LoadBalancerResource loadBalancer) =>
        call.Room.Settings.Limits == LimitsMode.Strict &&
        loadBalancer.Listeners.Sum(item => Math.Max(0, item.Certificates.Count - 1)) > Quotas.CertificatesPerLoadBalancer
            ? QuotaErrors.Of(new Fault.OverQuota(Quota.Certificates, Quotas.CertificatesPerLoadBalancer, loadBalancer.Arn))
            : null;

    /// <summary>What is wrong with the ARNs of certificates; every certificate of ACM or IAM is taken.</summary>
    public static QueryError? Problem(ElbV2Call call, IReadOnlyList<string> arns) =>
        call.Parameters.Items("Certificates").Count != arns.Count
            ? ElbV2Errors.Validation("Certificates: a certificate has no CertificateArn")
        : arns.FirstOrDefault(arn => arn.Split(':', 6) is not ["arn", _, "acm" or "iam", _, _, { Length: > 0 }]) is { } wrong
            ? new QueryError("CertificateNotFound", $"Certificate '{QueryError.Value(wrong)}' not found")
        : null;

    private static ((LoadBalancerResource LoadBalancer, ListenerResource Listener)? Found, List<string> Arns, QueryError? Error)
        Read(ElbV2Call call)
    {
        var arns = call.Parameters.Items("Certificates").Select(item => item.Text("CertificateArn")).OfType<string>().ToList();
        var found = call.State.Listener(call.Text("ListenerArn"));
        var error = found is null ? ElbV2Errors.ListenerNotFound
            : found.Value.LoadBalancer.IsOfFile ? ElbV2Errors.OfFile(found.Value.Listener.Arn)
            : arns.Count > 1 ? ElbV2Errors.Validation("Up to one certificate can be specified in a call")
            : Problem(call, arns);
        return (found, arns, error);
    }

    private static void Write(QueryXml xml, IEnumerable<(string Arn, bool IsDefault)> certificates) =>
        xml.List("Certificates", certificates, (member, certificate) =>
        {
            member.Text("CertificateArn", certificate.Arn);
            member.Flag("IsDefault", certificate.IsDefault);
        });
}
