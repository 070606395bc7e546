using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using AlbEmulator.Machine;
using AlbEmulator.Stores;

namespace AlbEmulator.Authentication;

/// <summary>
/// The key by which users are vouched for to targets (ES256), and the public half by which targets see that. It is kept in a
/// file, or made of the secret that several emulators share. Nothing is read or made where nobody logs in.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
internal sealed partial class UserTokenKey
{
    private const string FileName = $"{KeptFile.Keys}users.pem";
    private const int LongestFile = 16 * 1024;
    private const int DerivedBytes = 48;

    /// <summary>The order of the curve P-256.</summary>
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);

    private readonly Store _store;
    private readonly string _secret;
    private readonly ILogger<UserTokenKey> _log;
    private readonly Lazy<Made> _key;

    /// <param name="store">Where it is kept; not used where there is a secret.</param>
    /// <param name="settings">Of which <c>Alb:StickinessSecret</c> matters.</param>
    /// <param name="log">Hears when it cannot be kept.</param>
    public UserTokenKey(Store store, AlbSettings settings, ILogger<UserTokenKey> log)
    {
        _store = store;
        _secret = settings.StickinessSecret;
        _log = log;
        _key = new(Make);
    }

    /// <summary>Its name: a UUID, the same as long as the key is.</summary>
    public string Kid => _key.Value.Kid;

    /// <summary>The public half, in PEM.</summary>
    public string PublicPem => _key.Value.PublicPem;

    /// <summary>64 bytes: r and s.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => _key.Value.OfThread.Value!.SignData(bytes, HashAlgorithmName.SHA256);

    /// <summary>Reads or makes it before the first user needs it.</summary>
    public void Prepare() => _ = Kid;

    private Made Make()
    {
        if (_secret.Length > 0)
        {
            return new Made(Derived(_secret));
        }

        var path = _store.PathOf(FileName);
        try
        {
            var isBroken = false;
            while (true)
            {
                if (!isBroken && File.Exists(path))
                {
                    if (Read(path) is { } kept)
                    {
                        return new Made(kept);
                    }

                    isBroken = true;
                    LogBroken(path);
                }

                using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var pem = Encoding.UTF8.GetBytes(made.ExportECPrivateKeyPem());
                if (_store.Keep([new KeptFile(FileName, pem)], isBroken ? null : FileName))
                {
                    return new Made(made.ExportParameters(includePrivateParameters: true));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotKept(path, Unattended.Reason(exception));
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return new Made(made.ExportParameters(includePrivateParameters: true));
        }
    }

    private static ECParameters? Read(string path)
    {
        if (RegularFile.Read(path, LongestFile).Bytes is not { } bytes)
        {
            return null;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(Encoding.UTF8.GetString(bytes));
            return key.KeySize == 256 ? key.ExportParameters(includePrivateParameters: true) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A private key of more random bits than it has, so that none is likelier than another.</summary>
    private static ECParameters Derived(string secret)
    {
        var bytes = new byte[DerivedBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), bytes, "AlbEmulator users"u8, "ES256"u8);
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % (Order - 1) + 1;
        var d = new byte[32];
        var written = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(d, d.Length - written.Length);
        return new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d };
    }

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be kept: tokens for targets have another key after a restart. {Reason}")]
    private partial void LogNotKept(string path, string reason);

    [LoggerMessage(LogLevel.Warning, "{Path} is no private key of the curve P-256: another is made in its place")]
    private partial void LogBroken(string path);

    /// <summary>A key that is there: each thread has one of its own, which ends with it.</summary>
    private sealed class Made
    {
        public Made(ECParameters parameters)
        {
            OfThread = new(() => ECDsa.Create(parameters));
            using var key = ECDsa.Create(parameters);
            PublicPem = key.ExportSubjectPublicKeyInfoPem() + "\n";
            var digest = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
            // As a UUID of random bits has it (RFC 9562, 5.4).
            digest[6] = (byte)((digest[6] & 0x0f) | 0x40);
            digest[8] = (byte)((digest[8] & 0x3f) | 0x80);
            Kid = new Guid(digest.AsSpan(0, 16), bigEndian: true).ToString();
        }

        public ThreadLocal<ECDsa> OfThread { get; }

        public string Kid { get; }

        public string PublicPem { get; }
    }
}
