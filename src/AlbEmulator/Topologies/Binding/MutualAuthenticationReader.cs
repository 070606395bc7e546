using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using Shape = AlbEmulator.Shapes.MutualAuthenticationShape;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the node of a listener's mutual authentication to the model.</summary>
internal static class MutualAuthenticationReader
{
    public static MutualAuthentication Read(Node listener, ListenerProtocol protocol, ReadingContext context)
    {
        if (listener.Find(ListenerShape.MutualAuthentication.Name) is not { } node)
        {
            return MutualAuthentication.Off;
        }

        var mode = ReadingContext.Text(node, Shape.Mode) switch
        {
            Shape.Passthrough => MutualAuthenticationMode.Passthrough,
            Shape.Verify => MutualAuthenticationMode.Verify,
            _ => MutualAuthenticationMode.Off,
        };
        if (protocol == ListenerProtocol.Http)
        {
            context.Tell(
                node.Origin,
                "MutualAuthentication is for HTTPS listeners: write the Protocol HTTPS, or remove it",
                isHarmless: mode == MutualAuthenticationMode.Off);
        }

        return mode == MutualAuthenticationMode.Verify ? Verify(node, context) : NotVerify(mode, node, context);
    }

    private static MutualAuthentication NotVerify(MutualAuthenticationMode mode, Node node, ReadingContext context)
    {
        const string reason = "is for the Mode verify: remove it";
        context.Refuse(node, Shape.TrustStoreArn, reason);
        context.RefuseUnlessDefault(node, Shape.IgnoreClientCertificateExpiry, reason);
        context.RefuseUnlessDefault(node, Shape.AdvertiseTrustStoreCaNames, reason);
        return new MutualAuthentication(mode);
    }

    private static MutualAuthentication Verify(Node node, ReadingContext context)
    {
        var name = ReadingContext.Text(node, Shape.TrustStoreArn);
        TrustStore? store = null;
        if (name is null && node.Find(Shape.TrustStoreArn.Name) is null)
        {
            context.Tell(node.Origin, "TrustStoreArn is missing: write the name of one of the TrustStores");
        }
        else if (name is not null && (store = context.TrustStore(name)) is null)
        {
            context.Tell(
                ReadingContext.Place(node, Shape.TrustStoreArn),
                $"there is no trust store {Quoted.Text(name)}{Spelling.DidYouMean(name, context.TrustStores)}",
                new Fault.NoTrustStore(name));
        }

        return new MutualAuthentication(MutualAuthenticationMode.Verify)
        {
            TrustStore = store,
            IgnoresClientCertificateExpiry = ReadingContext.Flag(node, Shape.IgnoreClientCertificateExpiry) == true,
            AdvertisesTrustStoreCaNames = ReadingContext.Text(node, Shape.AdvertiseTrustStoreCaNames) == Shape.On,
        };
    }
}
