using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTrustStore.html"/>
/// </summary>
internal static class TrustStoreShape
{
    public static readonly Property Name = new(
        "Name", new Shape.Text(Check: name => ResourceNames.ProblemWithTargetGroup(name)?.Message), "Name of the trust store.")
    {
        IsRequired = true,
    };

    public static readonly Property CaCertificatesBundle = new(
        "CaCertificatesBundle", CommonShapes.Text,
        "Beyond AWS: path of the PEM file of the authorities' certificates, relative to this file.")
    {
        IsRequired = true,
    };

    public static readonly Property RevocationLists = new(
        "RevocationLists", CommonShapes.Texts,
        "Beyond AWS: paths of certificate revocation lists, in PEM or DER, relative to this file.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.TrustStore, [Name, CaCertificatesBundle, RevocationLists, CommonShapes.Tags]);
}
