using System.Text;
using System.Text.RegularExpressions;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Trust stores; their bundles are objects of <c>Alb:LogStore</c>, of which a copy is kept.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTrustStore.html"/>
/// </summary>
internal static partial class TrustStoreActions
{
    private const long LongestBundle = 1024 * 1024;
    private const string Pattern = "^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+$";

    public static ElbV2Result CreateTrustStore(ElbV2Call call)
    {
        var name = call.Text("Name")!;
        if (name.Length > Bounds.LongestName)
        {
            return Constraint.TooLong(name, "name", Bounds.LongestName);
        }

        if (!NamePattern().IsMatch(name))
        {
            return Constraint.NotOfPattern(name, "name", Pattern);
        }

        var (tags, error) = Given.Tags(call);
        if (error is not null)
        {
            return error;
        }

        if (call.State.TrustStores.Exists(item => item.Name == name && call.IsHere(item)))
        {
            return new QueryError("DuplicateTrustStoreName", $"A trust store with the same name '{name}' exists");
        }

        var id = call.NewId();
        var (file, count, otherwise) = Bundle(call, id);
        if (otherwise is not null)
        {
            return otherwise;
        }

        var created = new TrustStoreResource
        {
            Arn = call.Arn($"truststore/{name}/{id}"),
            Name = name,
            BundleFile = file,
            NumberOfCaCertificates = count,
            Tags = tags,
        };
        return ElbV2Result.Change(call.State.With(created), (xml, _) => xml.List("TrustStores", [created], Write));
    }

    public static ElbV2Result ModifyTrustStore(ElbV2Call call)
    {
        var (store, error) = Own(call);
        if (error is not null)
        {
            return error;
        }

        var (file, count, otherwise) = Bundle(call, call.NewId());
        var changed = store! with { BundleFile = file, NumberOfCaCertificates = count };
        return otherwise ?? ElbV2Result.Change(
            call.State.With(changed), (xml, _) => xml.List("TrustStores", [changed], Write));
    }

    public static ElbV2Result DeleteTrustStore(ElbV2Call call)
    {
        var (store, error) = Own(call);
        return error is not null ? error
            : Users(call, store!.Arn).Any()
                ? new QueryError("TrustStoreInUse", $"Trust store '{store.Arn}' is currently in use by a listener")
            : ElbV2Result.Change(call.State with { TrustStores = call.State.TrustStores.Remove(store) });
    }

    public static ElbV2Result DescribeTrustStores(ElbV2Call call)
    {
        var (arns, names) = (call.Parameters.Texts("TrustStoreArns"), call.Parameters.Texts("Names"));
        if (arns.Count > 0 && names.Count > 0)
        {
            return ElbV2Errors.Validation("Trust store names and trust store ARNs cannot be specified at the same time");
        }

        var here = call.State.TrustStores.Where(call.IsHere).ToList();
        return arns.Any(arn => !here.Exists(item => item.Arn == arn)) || names.Any(name => !here.Exists(item => item.Name == name))
            ? ElbV2Errors.TrustStoreNotFound
            : Pages.Tell(
                call,
                "TrustStores",
                here.FindAll(item => (arns.Count == 0 || arns.Contains(item.Arn)) && (names.Count == 0 || names.Contains(item.Name))),
                (xml, item, _) => Write(xml, item));
    }

    public static ElbV2Result DescribeTrustStoreAssociations(ElbV2Call call) =>
        call.State.TrustStore(call.Text("TrustStoreArn")) is { } store
            ? Pages.Tell(
                call, "TrustStoreAssociations", [.. Users(call, store.Arn)], (xml, arn, _) => xml.Text("ResourceArn", arn))
            : ElbV2Errors.TrustStoreNotFound;

    /// <summary>All resources are of one account, so that nothing is shared.</summary>
    public static ElbV2Result DeleteSharedTrustStoreAssociation(ElbV2Call call)
    {
        var (arn, resource) = (call.Text("TrustStoreArn")!, call.Text("ResourceArn")!);
        return call.State.TrustStore(arn) is null ? ElbV2Errors.TrustStoreNotFound
            : Users(call, arn).Contains(resource)
                ? new QueryError(
                    "DeleteAssociationSameAccount", $"The association of '{arn}' and '{resource}' is in the same account: change the listener")
            : new QueryError("AssociationNotFound", $"There is no association of '{arn}' and '{resource}'");
    }

    /// <summary>Trust stores that are shared have a policy; none is here.</summary>
    public static ElbV2Result GetResourcePolicy(ElbV2Call call) => new QueryError(
        "ResourceNotFound",
        call.State.TrustStore(call.Text("ResourceArn")) is null
            ? $"The resource {Quoted.Text(call.Text("ResourceArn")!)} does not exist"
            : $"The resource '{call.Text("ResourceArn")}' has no resource policy");

    public static ElbV2Result GetTrustStoreCaCertificatesBundle(ElbV2Call call) =>
        call.State.TrustStore(call.Text("TrustStoreArn")) is { } store
            ? ElbV2Result.Tell((xml, _) => xml.Text("Location", Location(call, store.BundleFile)))
            : ElbV2Errors.TrustStoreNotFound;

    /// <summary>Where a file that was kept can be read.</summary>
    public static string Location(ElbV2Call call, string file) => new Uri(call.Room.Disk.PathOf(file)).AbsoluteUri;

    /// <summary>A trust store that the API may change.</summary>
    public static (TrustStoreResource? Store, QueryError? Error) Own(ElbV2Call call) =>
        call.State.TrustStore(call.Text("TrustStoreArn")) is not { } store ? (null, ElbV2Errors.TrustStoreNotFound)
        : store.IsOfFile ? (null, ElbV2Errors.OfFile(store.Arn))
        : (store, null);

    /// <summary>Why an object of <c>Alb:LogStore</c> cannot be asked for; null where it can be.</summary>
    public static string? ProblemWithBucket(string bucket) =>
        LogBucket.ProblemWithName(bucket) is { } problem ? $"the bucket {Quoted.Text(bucket)} {problem}" : null;

    /// <summary>The bundle that a call names, once it is kept; or what is to be done first, or answered.</summary>
    private static (string File, int Count, ElbV2Result? Otherwise) Bundle(ElbV2Call call, string id)
    {
        if (call.Has("CaCertificatesBundleS3ObjectVersion"))
        {
            return ("", 0, ElbV2Errors.Validation("CaCertificatesBundleS3ObjectVersion is not supported yet: leave it out"));
        }

        var bucket = call.Text("CaCertificatesBundleS3Bucket")!;
        if (ProblemWithBucket(bucket) is { } problem)
        {
            return ("", 0, NoBundle(problem));
        }

        var wanted = new Wanted.StoredObject(bucket, call.Text("CaCertificatesBundleS3Key")!, LongestBundle);
        if (!call.Fetched.TryGetValue(wanted, out var found))
        {
            return ("", 0, ElbV2Result.Want([wanted]));
        }

        if (found.Content is not { } content)
        {
            return ("", 0, NoBundle(found.Problem));
        }

        var count = TrustStore.Authorities(Encoding.UTF8.GetString(content)).Count;
        if (count == 0)
        {
            return ("", 0, new QueryError("InvalidCaCertificatesBundle", "The specified ca certificate bundle holds no certificate in PEM"));
        }

        return (call.Room.Disk.WriteOfTrustStore($"{id}.pem", content), count, null);
    }

    private static QueryError NoBundle(string? problem) =>
        new("CaCertificatesBundleNotFound", $"The specified ca certificate bundle does not exist: {problem}");

    private static IEnumerable<string> Users(ElbV2Call call, string arn) =>
        from loadBalancer in call.State.LoadBalancers
        from listener in loadBalancer.Listeners
        where listener.Settings.Find("MutualAuthentication").Find("TrustStoreArn").TryText(out var used) && used == arn
        select listener.Arn;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    private static void Write(QueryXml xml, TrustStoreResource item)
    {
        xml.Text("Name", item.Name);
        xml.Text("TrustStoreArn", item.Arn);
        xml.Text("Status", "ACTIVE");
        xml.Number("NumberOfCaCertificates", item.NumberOfCaCertificates);
        xml.Number("TotalRevokedEntries", item.Revocations.Sum(list => list.NumberOfRevokedEntries));
    }
}
