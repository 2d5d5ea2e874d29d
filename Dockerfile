# Styles and scripts, then the program, then a small image that holds nothing else. PostgreSQL runs elsewhere (docker-compose.yml).
FROM node:22-alpine AS assets
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM golang:1.26-alpine AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=assets /src/web/dist/ web/dist/
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -tags nomsgpack -ldflags "-s -w -X main.version=$VERSION" -o /dondoc ./cmd/dondoc

FROM alpine:3.22
RUN apk add --no-cache ca-certificates tzdata \
 && adduser -D -u 10001 -h /data dondoc \
 && install -d -o dondoc -g dondoc -m 0750 /data
COPY --from=program /dondoc /usr/local/bin/dondoc
USER dondoc
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENV DONDOC_DATA_DIR=/data DONDOC_LISTEN=0.0.0.0:8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD wget -q -O /dev/null http://127.0.0.1:8080/readyz
ENTRYPOINT ["dondoc"]
CMD ["serve"]
