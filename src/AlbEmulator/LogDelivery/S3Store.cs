using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Outside;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// S3, or what speaks as it does, such as LocalStack and MinIO, with the credentials that AWS's SDK finds by itself. It
/// is made with the first object: until then nothing of the SDK is loaded.
/// </summary>
internal sealed class S3Store : ObjectStore
{
    /// <summary>What the SDK says before it lists where it has looked.</summary>
    private const string NoCredentials = "Failed to resolve AWS credentials";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>More than any object that is read may have, in bytes.</summary>
    private const long LongestAnswer = 64 * 1024 * 1024;

    private readonly string _store;
    private readonly string _region;
    private AmazonS3Client? _client;

    /// <param name="store"><c>s3</c>, or the URL of an endpoint.</param>
    /// <param name="region">For AWS itself, and for signatures.</param>
    public S3Store(string store, string region)
    {
        _store = store;
        _region = region;
    }

    public override async Task<string?> PutAsync(PendingObject pending, CancellationToken cancellationToken)
    {
        try
        {
            _client ??= new AmazonS3Client(Configuration());
            await _client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = pending.Bucket,
                    Key = pending.Key,
                    InputStream = RegularFile.Open(pending.Path),
                    UseChunkEncoding = false,
                },
                cancellationToken);
            return null;
        }
        catch (AmazonS3Exception exception)
        {
            return Problem(pending.Bucket, exception);
        }
        catch (AmazonClientException exception) when (exception.Message.Contains(NoCredentials, StringComparison.Ordinal))
        {
            return "there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile";
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // No connection, no answer: whatever it is, the emulator goes on.
            return Quoted.Sentence(exception.Message);
        }
    }

    public override async Task<(byte[]? Content, string? Problem)> GetAsync(
        string bucket, string key, long longest, CancellationToken cancellationToken)
    {
        try
        {
            _client ??= new AmazonS3Client(Configuration());
            using var response = await _client.GetObjectAsync(bucket, key, cancellationToken);
            if (response.ContentLength > longest)
            {
                return (null, $"it has more than {longest} bytes");
            }

            using var content = new MemoryStream();
            await new BoundedStream(response.ResponseStream, longest).CopyToAsync(content, cancellationToken);
            return (content.ToArray(), null);
        }
        catch (AmazonS3Exception exception)
        {
            return (null, Problem(bucket, exception));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Quoted.Sentence(exception.Message));
        }
    }

    public override void Dispose()
    {
        _client?.Dispose();
        base.Dispose();
    }

    private AmazonS3Config Configuration()
    {
        var configuration = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            HttpClientFactory = new BoundedHttp(Timeout, LongestAnswer),
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        };
        if (IsAws())
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(_region);
        }
        else
        {
            configuration.ServiceURL = _store;
            configuration.AuthenticationRegion = _region;
            configuration.ForcePathStyle = true;
        }

        return configuration;
    }

    private bool IsAws()
    {
        if (_store == Aws)
        {
            return true;
        }

        var host = new Uri(_store).Host;
        return host == "s3.amazonaws.com" || host == $"s3.{_region}.amazonaws.com";
    }

    /// <summary>What AWS says where it refuses to enable a log, in its spelling.</summary>
    private static string Problem(string bucket, AmazonS3Exception exception) => exception switch
    {
        { ErrorCode: "NoSuchBucket" } => $"there is no bucket {bucket}: create it",
        { ErrorCode: "AccessDenied" } or { StatusCode: HttpStatusCode.Forbidden } =>
            $"Access Denied for bucket: {bucket}. Please check S3bucket permission",
        _ => Quoted.Sentence($"{exception.ErrorCode} {exception.Message}".Trim()),
    };
}
