using AlbEmulator.Forwarding.Lambda;

namespace AlbEmulator.Tests.Forwarding.Lambda;

public sealed class LambdaFailureTests
{
    [Theory]
    [InlineData("AccessDeniedException", 403, "LambdaAccessDenied")]
    [InlineData("ResourceNotFoundException:http://internal.amazon.com/coral/", 404, "LambdaResourceNotFound")]
    [InlineData("TooManyRequestsException", 429, "LambdaThrottling")]
    [InlineData("ServiceException", 500, "LambdaServiceException")]
    [InlineData("EC2AccessDeniedException", 502, "LambdaEC2AccessDeniedException")]
    [InlineData("EC2ThrottledException", 502, "LambdaEC2ThrottledException")]
    [InlineData("EC2UnexpectedException", 502, "LambdaEC2UnexpectedException")]
    [InlineData("ENILimitReachedException", 502, "LambdaENILimitReachedException")]
    [InlineData("InvalidRuntimeException", 502, "LambdaInvalidRuntimeException")]
    [InlineData("InvalidSecurityGroupIDException", 502, "LambdaInvalidSecurityGroupIDException")]
    [InlineData("InvalidSubnetIDException", 502, "LambdaInvalidSubnetIDException")]
    [InlineData("InvalidZipFileException", 502, "LambdaInvalidZipFileException")]
    [InlineData("KMSAccessDeniedException", 502, "LambdaKMSAccessDeniedException")]
    [InlineData("KMSDisabledException", 502, "LambdaKMSDisabledException")]
    [InlineData("KMSInvalidStateException", 502, "LambdaKMSInvalidStateException")]
    [InlineData("KMSNotFoundException", 502, "LambdaKMSNotFoundException")]
    [InlineData("SubnetIPAddressLimitReachedException", 502, "LambdaSubnetIPAddressLimitReachedException")]
    [InlineData("EFSIOException", 410, "LambdaUnhandledException")]
    [InlineData(null, 403, "LambdaAccessDenied")]
    [InlineData(null, 404, "LambdaResourceNotFound")]
    [InlineData(null, 429, "LambdaThrottling")]
    [InlineData(null, 400, "LambdaUnhandledException")]
    [InlineData(null, 301, "LambdaUnhandledException")]
    [InlineData(null, 503, "LambdaServiceException")]
    public void Errors_of_Lambda_have_the_codes_of_the_log(string? errorType, int statusCode, string reason) =>
        Assert.Equal(new LambdaFailure(502, reason), LambdaFailure.OfService(errorType, statusCode));

    [Theory]
    [InlineData("RequestTooLargeException")]
    [InlineData(null)]
    public void A_request_too_large_for_Lambda_is_too_large_for_the_client(string? errorType) =>
        Assert.Equal(LambdaFailure.RequestTooLarge, LambdaFailure.OfService(errorType, 413));
}
