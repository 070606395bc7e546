using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// The certificate list of a listener, beside its default certificate, which may stand in the list as well.
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

        var changed = listener with { Certificates = [.. listener.Certificates.Take(1), .. ListOf(listener).Union(arns)] };
        if (ProblemWithQuota(call, loadBalancer.With(changed)) is { } over)
        {
            return over;
        }

        return ElbV2Result.Change(
            call.State.With(loadBalancer.With(changed)),
            (xml, _) => xml.List("Certificates", arns, static (member, arn) => Write(member, arn, isDefault: false)));
    }

    public static ElbV2Result RemoveListenerCertificates(ElbV2Call call)
    {
        var (found, arns, error) = Read(call);
        if (error is not null)
        {
            return error;
        }

        var (loadBalancer, listener) = found!.Value;
        var left = ListOf(listener).Except(arns).ToList();
        return left.Count == ListOf(listener).Count() && listener.Certificates.Take(1).Any(arns.Contains)
            ? ElbV2Errors.NotPermitted("The default certificate cannot be removed: replace it with ModifyListener")
            : ElbV2Result.Change(call.State.With(loadBalancer.With(
                listener with { Certificates = [.. listener.Certificates.Take(1), .. left] })));
    }

    /// <summary>A default certificate that is in the list too appears twice.</summary>
    public static ElbV2Result DescribeListenerCertificates(ElbV2Call call) =>
        call.State.Listener(call.Text("ListenerArn")) is { } found
            ? Pages.Tell(call, "Certificates", [.. found.Listener.Certificates.Index()], static (xml, one, _) => Write(xml, one.Item, isDefault: one.Index == 0))
            : ElbV2Errors.ListenerNotFound;

    /// <summary>Certificates that stand for AWS's are none of the topology's, which checks its own.</summary>
    private static QueryError? ProblemWithQuota(ElbV2Call call, LoadBalancerResource loadBalancer) =>
        call.Room.Settings.Limits == LimitsMode.Strict &&
        loadBalancer.Listeners.Sum(item => Math.Max(0, item.Certificates.Distinct().Count() - 1)) > Quotas.CertificatesPerLoadBalancer
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

    private static IEnumerable<string> ListOf(ListenerResource listener) => listener.Certificates.Skip(1);

    private static void Write(QueryXml xml, string arn, bool isDefault)
    {
        xml.Text("CertificateArn", arn);
        xml.Flag("IsDefault", isDefault);
    }
}
