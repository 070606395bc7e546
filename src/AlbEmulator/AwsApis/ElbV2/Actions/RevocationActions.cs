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

    public static async Task<ElbV2Result> AddTrustStoreRevocations(ElbV2Call call)
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

        var changed = store!;
        foreach (var (index, item) in call.Parameters.Items("RevocationContents").Index())
        {
            if (item.Text("S3Bucket") is not { } bucket || item.Text("S3Key") is not { } key)
            {
                return ElbV2Errors.Validation("RevocationContents: write S3Bucket and S3Key");
            }

            var place = new Place($"RevocationContents[{index}].RevocationType");
            if (item.Text("RevocationType") is { } type && ModelledValues.NotOneOf(type, place) is { } unknown)
            {
                return unknown;
            }

            var (content, problem) = await TrustStoreActions.ObjectAsync(call, bucket, key, LongestList);
            if (content is null)
            {
                return new QueryError("RevocationContentNotFound", $"The specified revocation file does not exist: {problem}");
            }

            if (RevocationList.Read(content) is not { } list)
            {
                return new QueryError("InvalidRevocationContent", "The specified revocation file is no certificate revocation list");
            }

            var number = changed.NextRevocationId;
            var file = call.Room.Disk.WriteOfTrustStore($"{changed.Arn.Split('/')[^1]}-{number}.crl", content);
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
            ? ElbV2Result.Tell((xml, _) => xml.Text("Location", TrustStoreActions.Location(found.File)))
            : NotFound(call.Text("RevocationId")!);
    }

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
