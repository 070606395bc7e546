namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Certificate.html"/>
/// </summary>
internal static class CertificateShape
{
    /// <summary>Characters; a chain of certificates has some thousands.</summary>
    private const int LongestPem = 64 * 1024;

    public static readonly Property CertificateArn = new(
        "CertificateArn", CommonShapes.Text,
        "Beyond AWS the path of a PEM or PFX file with a certificate and its key, relative to this file.");

    public static readonly Property CertificateFile = new(
        "CertificateFile", CommonShapes.Text,
        "Beyond AWS: path of the PEM or PFX file of a certificate and those that lead to its root, relative to this file.");

    public static readonly Property KeyFile = new(
        "KeyFile", CommonShapes.Text,
        "Path of the PEM file of its private key; left out where the key stands in the same file.");

    public static readonly Property CertificatePem = new(
        "CertificatePem", new Shape.Text(LongestPem),
        "Beyond AWS: the certificate itself as PEM, and those that lead to its root, in the place of a file.");

    public static readonly Property KeyPem = new(
        "KeyPem", new Shape.Text(LongestPem) { IsSecret = true }, "Beyond AWS: its private key as PEM, from the environment as ${NAME}.");

    public static readonly Property Password = new(
        "Password", new Shape.Text { IsSecret = true }, "Beyond AWS: the password of a PFX file, from the environment as ${NAME}.");

    public static readonly Property IsDefault = new(
        "IsDefault", new Shape.Flag(), "Whether clients that ask for no known name get it; otherwise the first does.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Certificate, [CertificateArn, CertificateFile, KeyFile, CertificatePem, KeyPem, Password, IsDefault]);
}
