using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Revocation lists of trust stores.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTrustStoreRevocations.html"/>
/// </summary>
internal static class RevocationActions
{
    private const long LongestList = 50 * 1024 * 1024;
    private const string Crl = "CRL";

    public static ElbV2Result AddTrustStoreRevocations(ElbV2Call call)
    {
        if (!call.Has("RevocationContents"))
        {
            return ElbV2Errors.Validation("RevocationContents must be specified");
        }

        var (store, error) = TrustStoreActions.Own(call);
        if (error is not null)
        {
            return error;
        }

        var (wanted, wrong) = ObjectsOf(call);
        if (wrong is not null)
        {
            return wrong;
        }

        var missing = wanted.FindAll(item => !call.Fetched.ContainsKey(item));
        if (missing.Count > 0)
        {
            return ElbV2Result.Want([.. missing.Distinct()]);
        }

        var changed = store!;
        foreach (var item in wanted)
        {
            var (list, content, unfit) = ListOf(call.Fetched[item]);
            if (list is null)
            {
                return unfit!;
            }

            var number = changed.NextRevocationId;
            var file = call.Room.Disk.WriteOfTrustStore($"{changed.Arn.Split('/')[^1]}-{number}-{call.NewId()}.crl", content);
            changed = changed with
            {
                NextRevocationId = number + 1,
                Revocations = changed.Revocations.Add(new RevocationResource(number, file, list.Count)),
            };
        }

        var added = changed.Revocations.RemoveRange(store!.Revocations);
        return ElbV2Result.Change(
            call.State.With(changed),
            (xml, _) => xml.List("TrustStoreRevocations", added, (member, list) => Write(member, store.Arn, list)));
    }

    public static ElbV2Result RemoveTrustStoreRevocations(ElbV2Call call)
    {
        var (store, error) = TrustStoreActions.Own(call);
        var (found, missing) = Find(call, store);
        return (error ?? missing) is { } problem
            ? problem
            : ElbV2Result.Change(call.State.With(store! with { Revocations = store.Revocations.RemoveAll(found.Contains) }));
    }

    public static ElbV2Result DescribeTrustStoreRevocations(ElbV2Call call)
    {
        if (call.State.TrustStore(call.Text("TrustStoreArn")) is not { } store)
        {
            return ElbV2Errors.TrustStoreNotFound;
        }

        var (found, missing) = Find(call, store);
        return missing is not null ? missing : Pages.Tell<RevocationResource>(
            call,
            "TrustStoreRevocations",
            call.Has("RevocationIds") ? found : [.. store.Revocations],
            (xml, list, _) => Write(xml, store.Arn, list));
    }

    public static ElbV2Result GetTrustStoreRevocationContent(ElbV2Call call)
    {
        if (call.State.TrustStore(call.Text("TrustStoreArn")) is not { } store)
        {
            return ElbV2Errors.TrustStoreNotFound;
        }

        return store.Revocations.Find(list => Text(list) == call.Text("RevocationId")) is { } found
            ? ElbV2Result.Tell((xml, _) => xml.Text("Location", TrustStoreActions.Location(call, found.File)))
            : NotFound(call.Text("RevocationId")!);
    }

    /// <summary>The objects that a call names, in order.</summary>
    private static (List<Wanted> Objects, QueryError? Error) ObjectsOf(ElbV2Call call)
    {
        var objects = new List<Wanted>();
        foreach (var (index, item) in call.Parameters.Items("RevocationContents").Index())
        {
            if (item.Text("S3Bucket") is not { } bucket || item.Text("S3Key") is not { } key)
            {
                return (objects, ElbV2Errors.Validation("RevocationContents: write S3Bucket and S3Key"));
            }

            var place = new Place($"RevocationContents[{index}].RevocationType");
            if (item.Text("RevocationType") is { } type && ModelledValues.NotOneOf(type, place) is { } unknown)
            {
                return (objects, unknown);
            }

            if (TrustStoreActions.ProblemWithBucket(bucket) is { } problem)
            {
                return (objects, NoContent(problem));
            }

            objects.Add(new Wanted.StoredObject(bucket, key, LongestList));
        }

        return (objects, null);
    }

    private static (RevocationList? List, byte[] Content, QueryError? Error) ListOf(Found found) =>
        found.Content is not { } content ? (null, [], NoContent(found.Problem))
        : RevocationList.Read(content) is { } list ? (list, content, null)
        : (null, content, new QueryError("InvalidRevocationContent", "The specified revocation file is no certificate revocation list"));

    private static QueryError NoContent(string? problem) =>
        new("RevocationContentNotFound", $"The specified revocation file does not exist: {problem}");

    private static (List<RevocationResource> Found, QueryError? Error) Find(ElbV2Call call, TrustStoreResource? store)
    {
        var found = new List<RevocationResource>();
        foreach (var id in call.Parameters.Texts("RevocationIds"))
        {
            if (store?.Revocations.Find(list => Text(list) == id) is not { } list)
            {
                return (found, NotFound(id));
            }

            found.Add(list);
        }

        return (found, null);
    }

    private static string Text(RevocationResource list) => list.RevocationId.ToString(CultureInfo.InvariantCulture);

    private static QueryError NotFound(string id) =>
        new("RevocationIdNotFound", $"The specified revocation ID {Quoted.Text(id)} does not exist");

    private static void Write(QueryXml xml, string storeArn, RevocationResource list)
    {
        xml.Text("TrustStoreArn", storeArn);
        xml.Number("RevocationId", list.RevocationId);
        xml.Text("RevocationType", Crl);
        xml.Number("NumberOfRevokedEntries", list.NumberOfRevokedEntries);
    }
}
