using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of trust stores, and the files they name, to the model.</summary>
internal static class TrustStoreReader
{
    /// <summary>Bytes of a revocation list: AWS's limit.</summary>
    private const long LongestRevocationList = 50 * 1024 * 1024;

    /// <summary>What cannot be read was told, and is found by its name all the same.</summary>
    public static TrustStore? Read(Node node, ReadingContext context)
    {
        if (ReadingContext.Text(node, TrustStoreShape.Name) is not { } name)
        {
            return null;
        }

        TagReader.Check(node, context);
        if (ResourceNames.ProblemWithTrustStore(name) is { } problem)
        {
            context.TellHarmless(ReadingContext.Place(node, TrustStoreShape.Name), problem.Message, problem.Fault);
        }

        var arn = ReadingContext.GivenArn(node) ?? Arns.TrustStore(context.Settings.Region, context.Settings.AccountId, name);
        return new TrustStore(name, arn, Bundle(node, context), Lists(node, context)) { Origin = node.Origin };
    }

    private static string Bundle(Node node, ReadingContext context)
    {
        if (NamedFile.Read(node, TrustStoreShape.CaCertificatesBundle, context) is not { } content)
        {
            return "";
        }

        var bundle = Encoding.UTF8.GetString(content);
        if (TrustStore.Authorities(bundle).Count == 0)
        {
            context.Tell(
                ReadingContext.Place(node, TrustStoreShape.CaCertificatesBundle),
                "holds no certificate: write the path of a PEM file with BEGIN CERTIFICATE");
        }

        return bundle;
    }

    private static List<RevocationList> Lists(Node node, ReadingContext context)
    {
        var lists = new List<RevocationList>();
        foreach (var item in ReadingContext.Items(node, TrustStoreShape.RevocationLists))
        {
            if (item.TryText(out var path) && NamedFile.Read(path, item.Origin, context, LongestRevocationList) is { } content)
            {
                if (RevocationList.Read(content) is { } list)
                {
                    lists.Add(list);
                }
                else
                {
                    context.Tell(item.Origin, $"{Quoted.Text(path)} is no certificate revocation list in PEM or DER");
                }
            }
        }

        return lists;
    }
}
